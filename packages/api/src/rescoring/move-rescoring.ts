import { attemptsMax, platformFaultsMax } from '@databoard/shared/limits';
import {
  evaluationStateOf,
  type RescoredEvaluation as Result,
  rescoredEvaluation,
} from '@databoard/shared/rescored-evaluation';
import type { RescoredEvaluation } from './rescored-evaluation.entity.js';
import type { Rescoring } from './rescoring.entity.js';

// The one place that moves a rescoring and its evaluations. Every function takes rows of a rescoring whose own row the
// caller has locked, so that the last evaluation's end cannot be missed.

/** Whether an admin has yet to apply or drop it. */
export const isOpen = ({ state }: Pick<Rescoring, 'state'>): boolean => state === 'COMPUTING' || state === 'READY';

/** Whether results are still wanted: after it is applied, those of evaluations that ended late. */
export const wantsResults = (rescoring: Pick<Rescoring, 'state'>): boolean =>
  isOpen(rescoring) || rescoring.state === 'APPLIED';

/** An open rescoring is ready exactly when nothing of it waits. */
export function settleRescoring(rescoring: Rescoring, hasWaiting: boolean): void {
  if (isOpen(rescoring)) rescoring.state = hasWaiting ? 'COMPUTING' : 'READY';
}

/** An admin has decided. */
export function endRescoring(rescoring: Rescoring, how: 'APPLIED' | 'DROPPED', now: Date): void {
  rescoring.state = how;
  rescoring.endedAt = now;
}

/** No further try will mend it; the message is for admins. */
export function failRescoring(rescoring: Rescoring, message: string, now: Date): void {
  rescoring.state = 'FAILED';
  rescoring.message = message;
  rescoring.endedAt = now;
}

/** There is a result, good or bad. */
export function finishRescored(row: RescoredEvaluation, result: Result, now: Date): void {
  row.state = 'DONE';
  row.result = rescoredEvaluation.encode(result);
  row.evaluationState = evaluationStateOf(result);
  row.changedAt = now;
}

/** There will be none: applied, it is the platform's fault that the submission has no score. */
export function failRescored(row: RescoredEvaluation, detail: string, now: Date): void {
  row.state = 'FAILED';
  row.faultDetail = detail;
  row.evaluationState = 'CHECKING_ERROR';
  row.changedAt = now;
}

/** After a fault of the platform or a lost job: a fresh attempt (true), or the end when there were enough (false). */
export function retryRescored(
  row: RescoredEvaluation,
  loss: { kind: 'fault'; detail: string } | { kind: 'lost' },
  now: Date,
): boolean {
  if (loss.kind === 'fault') row.faults = (row.faults ?? 0) + 1;
  const detail = loss.kind === 'fault' ? loss.detail : 'The attempt was lost with its worker or its job.';
  if ((row.faults ?? 0) > platformFaultsMax || (row.attempt ?? 0) >= attemptsMax) {
    failRescored(row, detail, now);
    return false;
  }
  row.attempt = (row.attempt ?? 0) + 1;
  row.faultDetail = detail;
  row.dispatchedAt = null;
  row.changedAt = now;
  return true;
}
