import { z } from 'zod';
import { freeText } from './free-text.js';
import { score } from './score.js';

/** How many places an ensemble has at most, repeats included. */
export const blendMembersMax = 80;

/** One fold's ensemble: positions of candidates in order of choice, repeats included. */
export const blendedFold = z.object({ members: z.array(z.number().int().nonnegative()).min(1).max(blendMembersMax) });
export type BlendedFold = z.output<typeof blendedFold>;

/** Bagged scores of the ensembles, and of each fold's best candidate alone: validation, and test where there is any. */
export const blendScores = z.object({ combined: z.array(score).max(500), foldwiseBest: z.array(score).max(500) });
export type BlendScores = z.output<typeof blendScores>;

/** How a blend ended. `unblendable`: no ensemble can be made of these predictions, which no further try will mend. */
export const blendOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('blended'),
    /** In fold order. */
    folds: z.array(blendedFold).min(1).max(1000),
    ...blendScores.shape,
    seconds: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('unblendable'), message: freeText(8000) }),
  z.object({ kind: z.literal('platform-failed'), detail: freeText(8000) }),
]);
export type BlendOutcome = z.output<typeof blendOutcome>;
/** As JSON can hold it: what is not finite is a word. */
export type StoredBlendScores = z.input<typeof blendScores>;
