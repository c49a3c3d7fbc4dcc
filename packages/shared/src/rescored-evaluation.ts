import { z } from 'zod';
import { type EvaluationState, evaluationStateFrom } from './evaluation-state.js';
import { freeText } from './free-text.js';
import { submissionFailure } from './outcome.js';
import { score } from './score.js';

/** One fold's stored predictions under another problem version. Those that cannot be scored any more are a result, too. */
const rescoredFold = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scored'), scores: z.array(score).max(500) }),
  z.object({ kind: z.literal('submission-failed'), failure: submissionFailure }),
]);

/** One evaluation's stored predictions under another problem version. */
export const rescoredEvaluation = z.object({
  /** In fold order. */
  folds: z.array(rescoredFold).min(1).max(1000),
  /** `null` unless every fold is scored. */
  bagged: z.array(score).max(500).nullable(),
});
export type RescoredEvaluation = z.output<typeof rescoredEvaluation>;
/** The same as JSON: scores that are not finite are words. */
export type StoredRescoredEvaluation = z.input<typeof rescoredEvaluation>;

/** How a rescore job ended. `refused`: the kit cannot be read any more, which no further try will mend. */
export const rescoringOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rescored'), result: rescoredEvaluation }),
  z.object({ kind: z.literal('refused'), message: freeText(8000) }),
  z.object({ kind: z.literal('platform-failed'), detail: freeText(8000) }),
]);
export type RescoringOutcome = z.output<typeof rescoringOutcome>;

/** What an evaluation would be with this result. */
export function evaluationStateOf({ folds, bagged }: RescoredEvaluation): EvaluationState {
  const states = folds.map((fold) => (fold.kind === 'scored' ? 'SCORED' : fold.failure.state));
  return evaluationStateFrom(states, bagged === null ? 'PENDING' : 'DONE');
}
