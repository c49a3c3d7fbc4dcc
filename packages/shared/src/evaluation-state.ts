import { type FoldRunState, isFoldRunEnded, submissionFaults } from './fold-run-state.js';

/** What an evaluation can be; always derived by `evaluationStateFrom`, never set by hand. */
export const evaluationStates = [
  'NEW',
  'RUNNING',
  'BAGGING',
  'SCORED',
  'TRAINING_ERROR',
  'VALIDATING_ERROR',
  'TESTING_ERROR',
  'CHECKING_ERROR',
  'CANCELLED',
] as const;
export type EvaluationState = (typeof evaluationStates)[number];

/** Where the bagging of an evaluation stands. */
export const baggingStates = ['PENDING', 'DONE', 'FAILED'] as const;
export type BaggingState = (typeof baggingStates)[number];

/**
 * The evaluation's state as a pure function of its fold runs and the bagging. It ends in an error only once every fold
 * has ended. A submission's own fault outranks all else, for it may have cancelled the other folds; of several, the earliest
 * step counts.
 */
export function evaluationStateFrom(folds: readonly FoldRunState[], bagging: BaggingState): EvaluationState {
  if (folds.length === 0) throw new Error('An evaluation has at least one fold run.');
  if (folds.every((state) => state === 'NEW')) return 'NEW';
  if (!folds.every(isFoldRunEnded)) return 'RUNNING';
  for (const fault of submissionFaults) if (folds.includes(fault)) return fault;
  if (folds.includes('CANCELLED')) return 'CANCELLED';
  if (folds.includes('CHECKING_ERROR') || bagging === 'FAILED') return 'CHECKING_ERROR';
  return bagging === 'DONE' ? 'SCORED' : 'BAGGING';
}

/** Whether nothing more will happen to the evaluation by itself. */
export const isEvaluationEnded = (state: EvaluationState): boolean =>
  state !== 'NEW' && state !== 'RUNNING' && state !== 'BAGGING';

/** Whether it has ended without scores, and not because somebody stopped it. */
export const isEvaluationFailed = (state: EvaluationState): boolean =>
  isEvaluationEnded(state) && state !== 'SCORED' && state !== 'CANCELLED';
