/** What a fold run can be. The words are RAMP's; `CHECKING_ERROR` is the platform's fault, never the participant's. */
export const foldRunStates = [
  'NEW',
  'TRAINING',
  'TRAINED',
  'VALIDATED',
  'TESTED',
  'SCORED',
  'TRAINING_ERROR',
  'VALIDATING_ERROR',
  'TESTING_ERROR',
  'CHECKING_ERROR',
  'CANCELLED',
] as const;
export type FoldRunState = (typeof foldRunStates)[number];

/** Why a fold run ended without a score. */
export const failureReasons = [
  'EXCEPTION',
  'TIMEOUT',
  'OUT_OF_MEMORY',
  'BAD_PREDICTIONS',
  'OUTPUT_LIMIT',
  'PROCESS_LIMIT',
  'KILLED',
  'PLATFORM',
] as const;
export type FailureReason = (typeof failureReasons)[number];

const ends = ['SCORED', 'TRAINING_ERROR', 'VALIDATING_ERROR', 'TESTING_ERROR', 'CHECKING_ERROR', 'CANCELLED'] as const;

/**
 * Every allowed move. Steps may be skipped because a worker reports a step only when it lasts long enough to be seen;
 * a run goes back to `NEW` only when its attempt was lost and a fresh one starts.
 */
const moves: Record<FoldRunState, readonly FoldRunState[]> = {
  NEW: ['NEW', 'TRAINING', 'TRAINED', 'VALIDATED', 'TESTED', ...ends],
  TRAINING: ['NEW', 'TRAINED', 'VALIDATED', 'TESTED', ...ends],
  TRAINED: ['NEW', 'VALIDATED', 'TESTED', ...ends],
  VALIDATED: ['NEW', 'TESTED', ...ends],
  TESTED: ['NEW', ...ends],
  SCORED: [],
  TRAINING_ERROR: [],
  VALIDATING_ERROR: [],
  TESTING_ERROR: [],
  CHECKING_ERROR: [],
  CANCELLED: [],
};

/** Whether the table allows the move. */
export const canMove = (from: FoldRunState, to: FoldRunState): boolean => moves[from].includes(to);

/** Whether a fold run has ended, well or badly. */
export const isFoldRunEnded = (state: FoldRunState): boolean => moves[state].length === 0;

/** Whether a fold run has started and has not ended. */
export const isFoldRunActive = (state: FoldRunState): boolean => state !== 'NEW' && !isFoldRunEnded(state);

const faultsOfSubmission = ['TRAINING_ERROR', 'VALIDATING_ERROR', 'TESTING_ERROR'] as const;
/** The ends that are the submission's own fault, earliest step first. */
export type SubmissionFault = (typeof faultsOfSubmission)[number];
export const submissionFaults: readonly SubmissionFault[] = faultsOfSubmission;
