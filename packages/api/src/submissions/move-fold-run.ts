import { evaluationStateFrom, isEvaluationEnded } from '@databoard/shared/evaluation-state';
import { canMove, type FoldRunState, isFoldRunEnded } from '@databoard/shared/fold-run-state';
import { attemptsMax, foldAttemptsMax, platformFaultsMax } from '@databoard/shared/limits';
import type { SubmissionFailure } from '@databoard/shared/outcome';
import type { EvaluationRow, FoldRunRow, LockedEvaluation } from './lock-evaluation.js';

// The only file that assigns a state of a fold run, of a bagging or of an evaluation. Its callers hold the lock on the
// evaluation's row, so that two folds that end together cannot both miss the end.

/** Moves a fold run if the table allows it; false, and nothing changed, if not. */
export function moveFoldRun(run: FoldRunRow, to: FoldRunState, now: Date): boolean {
  if (!canMove(run.state, to)) return false;
  if (!isFoldRunEnded(to) && to !== 'NEW') run.startedAt ??= now;
  run.state = to;
  run.changedAt = now;
  return true;
}

/** Why an attempt is over without an outcome: the worker said so, or worker and job vanished. */
export type AttemptLoss = { kind: 'fault'; detail: string } | { kind: 'lost' };

/** After a lost attempt: a fresh one (true), or `CHECKING_ERROR` when there were enough (false). */
export function retryFoldRun(run: FoldRunRow, loss: AttemptLoss, now: Date): boolean {
  if (loss.kind === 'fault') run.faults += 1;
  else if (run.startedAt !== null) run.losses += 1;
  run.faultDetail = loss.kind === 'fault' ? loss.detail : 'The attempt was lost with its worker or its job.';
  if (run.faults > platformFaultsMax || run.losses >= attemptsMax || run.attempt >= foldAttemptsMax) {
    run.reason = 'PLATFORM';
    moveFoldRun(run, 'CHECKING_ERROR', now);
    return false;
  }
  if (!moveFoldRun(run, 'NEW', now)) throw new Error(`Fold run ${run.id} has ended; nothing is to be retried.`);
  run.attempt += 1;
  run.startedAt = null;
  run.dispatchedAt = null;
  return true;
}

/**
 * Ends every fold run that has not ended, and returns them: a worker may have any of them in its hands, for the scheduler
 * may just be sending one that still looks unsent from here.
 */
export function cancelUnfinished(runs: readonly FoldRunRow[], now: Date): FoldRunRow[] {
  const unfinished = runs.filter(({ state }) => !isFoldRunEnded(state));
  for (const run of unfinished) moveFoldRun(run, 'CANCELLED', now);
  return unfinished;
}

/**
 * After a fold run has ended: what its event's rules say about the others. The first failure cancels them, if the event
 * wants that; a time limit for the whole evaluation that is used up fails the next one. Returns what to stop at workers.
 */
export function applyEvaluationRules({ evaluation, runs }: LockedEvaluation, now: Date): FoldRunRow[] {
  const { stopsAtFirstFailure, evaluationTimeoutSeconds } = evaluation;
  const next = runs.find(({ state }) => !isFoldRunEnded(state));
  if (next === undefined) return [];
  const usedSeconds = runs.reduce((sum, { wallSeconds }) => sum + (wallSeconds ?? 0), 0);
  if (evaluationTimeoutSeconds !== null && usedSeconds >= evaluationTimeoutSeconds) {
    next.reason = 'TIMEOUT';
    next.failure = evaluationTimeout(evaluationTimeoutSeconds);
    moveFoldRun(next, 'TRAINING_ERROR', now);
    return [next, ...cancelUnfinished(runs, now)];
  }
  return stopsAtFirstFailure && runs.some(({ failure }) => failure !== null) ? cancelUnfinished(runs, now) : [];
}

const evaluationTimeout = (seconds: number): SubmissionFailure => ({
  state: 'TRAINING_ERROR',
  reason: 'TIMEOUT',
  message: `All folds of your submission together ran longer than the limit of ${seconds} s; the rest was stopped.`,
  exceptionMessage: null,
  frames: [],
});

/** The bagged scores are there. */
export function finishBagging(evaluation: EvaluationRow, now: Date): void {
  evaluation.bagging = 'DONE';
  evaluation.bagChangedAt = now;
}

/** After a lost attempt at bagging: a fresh one (true), or the end of the evaluation (false). */
export function retryBagging(evaluation: EvaluationRow, loss: AttemptLoss, now: Date): boolean {
  if (loss.kind === 'fault') evaluation.bagFaults += 1;
  evaluation.bagChangedAt = now;
  if (evaluation.bagFaults > platformFaultsMax || evaluation.bagAttempt >= attemptsMax) {
    evaluation.bagging = 'FAILED';
    return false;
  }
  evaluation.bagAttempt += 1;
  evaluation.bagDispatchedAt = null;
  return true;
}

/** What a change of fold runs or bagging meant for their evaluation. */
export interface EvaluationChange {
  hasMoved: boolean;
  /** Every fold is scored and the bagging is to be sent. */
  isBaggingDue: boolean;
  hasEnded: boolean;
}

/** Derives the evaluation's state from its fold runs and its bagging. `runs` are all of them. */
export function settleEvaluation(evaluation: EvaluationRow, runs: readonly FoldRunRow[], now: Date): EvaluationChange {
  const before = evaluation.state;
  const state = evaluationStateFrom(
    runs.map((run) => run.state),
    evaluation.bagging,
  );
  const hasMoved = state !== before;
  evaluation.state = state;
  if (state !== 'NEW') evaluation.startedAt ??= now;
  const isBaggingDue = state === 'BAGGING' && evaluation.bagAttempt === 0;
  if (isBaggingDue) {
    evaluation.bagAttempt = 1;
    evaluation.bagChangedAt = now;
  }
  const hasEnded = hasMoved && isEvaluationEnded(state);
  if (hasEnded) evaluation.endedAt = now;
  return { hasMoved, isBaggingDue, hasEnded };
}
