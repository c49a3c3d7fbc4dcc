import { z } from 'zod';
import { freeText } from './free-text.js';
import { score, scoreValue } from './score.js';

/** How many places an ensemble has at most, repeats included. */
export const blendMembersMax = 80;

/** One fold's ensemble: positions of candidates in order of choice, repeats included. */
export const blendedFold = z.object({ members: z.array(z.number().int().nonnegative()).min(1).max(blendMembersMax) });
export type BlendedFold = z.output<typeof blendedFold>;

/** Bagged scores of the ensembles, and of each fold's best candidate alone: validation, and test where there is any. */
export const blendScores = z.object({ combined: z.array(score).max(500), foldwiseBest: z.array(score).max(500) });
export type BlendScores = z.output<typeof blendScores>;

const ensembleSize = z.number().int().min(1).max(blendMembersMax);

/** What all folds' ensembles score together, bagged, when each has its first `size` members, or all where it chose fewer. */
export const blendCurvePoint = z.object({ size: ensembleSize, value: scoreValue });
export type BlendCurvePoint = z.output<typeof blendCurvePoint>;

/** How the validation score that chooses the members changes with each of them. Nothing in it is about test data. */
export const blendCurve = z.object({
  /** In fold order: the score of its first member, of its first two, and so on, on the fold's validation rows. */
  folds: z.array(z.array(scoreValue).min(1).max(blendMembersMax)).min(1).max(1000),
  /** By size, from 1 to that of the largest ensemble; of the larger sizes a few. */
  combined: z.array(blendCurvePoint).min(1).max(blendMembersMax),
});
export type BlendCurve = z.output<typeof blendCurve>;

/** How a blend ended. `unblendable`: no ensemble can be made of these predictions, which no further try will mend. */
export const blendOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('blended'),
    /** In fold order. */
    folds: z.array(blendedFold).min(1).max(1000),
    ...blendScores.shape,
    /** Workers from before there were curves send none: their blends are as good as any. */
    curve: blendCurve.optional(),
    seconds: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('unblendable'), message: freeText(8000) }),
  z.object({ kind: z.literal('platform-failed'), detail: freeText(8000) }),
]);
export type BlendOutcome = z.output<typeof blendOutcome>;
/** As JSON can hold it: what is not finite is a word. */
export type StoredBlendScores = z.input<typeof blendScores>;
export type StoredBlendCurve = z.input<typeof blendCurve>;
