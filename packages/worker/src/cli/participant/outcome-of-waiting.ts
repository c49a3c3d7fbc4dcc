import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import { CommandFailed, exitCode } from '../exit-code.js';
import type { ApiAccess } from '../graphql-request.js';
import { toJson } from '../score-summary.js';
import { describeSubmission, failureWords, scoreTables } from './describe-submission.js';
import { submissionJson, type WireSubmission } from './submission-report.js';

/** Prints a submission: for scripts one object, for people what it is, its scores, or why there are none. */
export function printSubmission(access: ApiAccess, submission: WireSubmission, asJson: boolean): void {
  if (asJson) {
    console.log(toJson(submissionJson(access, submission)));
    return;
  }
  console.log(describeSubmission(submission));
  const tables = submission.evaluation.state === 'SCORED' ? scoreTables(submission) : '';
  if (tables !== '') console.log(tables);
}

/** Ends the command as the judging has ended: in silence when it is scored. */
export function throwUnlessScored(submission: WireSubmission): void {
  const { state } = submission.evaluation;
  if (state === 'SCORED' || !isEvaluationEnded(state)) return;
  throw new CommandFailed(
    `${submission.name}: ${failureWords(submission)}`,
    state === 'CHECKING_ERROR' ? exitCode.platform : exitCode.failed,
  );
}
