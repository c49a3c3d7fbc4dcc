import { z } from 'zod';

/** The part of the data that a score is about. `train` never decides a rank; `test` stays hidden until the rules allow it. */
export const steps = ['train', 'valid', 'test'] as const;
export type Step = (typeof steps)[number];

const notFinite = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY } as const;

/** A score in full precision. JSON has no NaN or infinity, so on the wire these are the words `nan`, `inf`, `-inf`. */
export const scoreValue = z.codec(
  z.union([z.number(), z.enum(['nan', 'inf', '-inf'])]),
  z.union([z.number(), z.nan(), z.literal([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])]),
  {
    decode: (wire) => (typeof wire === 'number' ? wire : notFinite[wire]),
    encode: (value) => {
      if (Number.isFinite(value)) return value;
      if (Number.isNaN(value)) return 'nan';
      return value > 0 ? 'inf' : '-inf';
    },
  },
);

/** One score value: score type × step. */
export const score = z.object({ scoreType: z.string().min(1).max(200), step: z.enum(steps), value: scoreValue });
export type Score = z.output<typeof score>;
