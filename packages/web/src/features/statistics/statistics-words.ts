import type { EvaluationState, FailureReason } from '../../gql/graphql.ts';

const states: Record<EvaluationState, string> = {
  NEW: 'waiting',
  RUNNING: 'running',
  BAGGING: 'bagging',
  SCORED: 'scored',
  TRAINING_ERROR: 'failed in training',
  VALIDATING_ERROR: 'failed in validation',
  TESTING_ERROR: 'failed in testing',
  CHECKING_ERROR: 'not judged by the platform’s fault',
  CANCELLED: 'cancelled',
};

const reasons: Record<FailureReason, string> = {
  EXCEPTION: 'exception',
  TIMEOUT: 'took too long',
  OUT_OF_MEMORY: 'too much memory',
  BAD_PREDICTIONS: 'wrong predictions',
  OUTPUT_LIMIT: 'too much output',
  PROCESS_LIMIT: 'too many processes',
  KILLED: 'ended without a Python error',
  PLATFORM: 'the platform’s fault',
};

/** A state of a submission, in words. */
export const stateName = (state: EvaluationState): string => states[state];

/** Why submissions failed, in words. */
export const reasonName = (reason: FailureReason): string => reasons[reason];
