import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { CliConfig } from '../config.js';
import { type ApiAccess, request } from '../graphql-request.js';
import { formatScore, layOutTable } from '../lay-out-table.js';
import { toJson } from '../score-summary.js';
import { failureWords } from './describe-submission.js';
import { findSubmissionId } from './find-submission-id.js';
import { onInterrupt } from './on-interrupt.js';
import { printSubmission, throwUnlessScored } from './outcome-of-waiting.js';
import { type PlatformFlags, participantAccess, readerAccess } from './platform-access.js';
import { readSubmission, type WireSubmission } from './submission-report.js';
import { listedJson, ownTable, readOwnSubmissions, submitWords } from './submissions.js';
import { timeWords } from './time-words.js';
import { waitForEnd } from './wait-for-end.js';

const teamsQuery = `{ myTeams { event { slug phase } } }`;

/** What `databoard status` was asked for. */
export interface StatusFlags extends PlatformFlags {
  wait?: boolean;
  timeout?: number;
}

/** `databoard status [submission]`: one submission, or without one, how the own teams stand in events that are open. */
export async function status(config: CliConfig, word: string | undefined, flags: StatusFlags): Promise<void> {
  if (word === undefined) return overview(await participantAccess(config, flags), flags.json === true);
  const access = await readerAccess(config, flags);
  const id = await findSubmissionId(access, word);
  if (flags.wait) {
    onInterrupt(() => console.error('\nIt goes on being judged.'));
    const ended = await waitForEnd(access, id, { timeoutSeconds: flags.timeout ?? null, stream: process.stderr });
    printSubmission(access, ended, flags.json === true);
    return throwUnlessScored(ended);
  }
  const submission = await readSubmission(access, id);
  printSubmission(access, submission, flags.json === true);
  if (flags.json) return;
  const { state, foldRuns } = submission.evaluation;
  if (!isEvaluationEnded(state) && state !== 'NEW' && foldRuns.length > 0) console.log(foldStates(submission));
  if (isEvaluationEnded(state) && state !== 'SCORED') console.log(failureWords(submission));
}

async function overview(access: ApiAccess, asJson: boolean): Promise<void> {
  const { myTeams } = await request<{ myTeams: { event: { slug: string; phase: string } }[] }>(access, teamsQuery);
  const open = myTeams.map(({ event }) => event).filter(({ phase }) => phase !== 'CLOSED');
  const found = [];
  for (const { slug } of open) {
    const event = await readOwnSubmissions(access, slug);
    const underWay = event.myParticipation.submissions.filter(({ evaluation }) => !isEvaluationEnded(evaluation.state));
    found.push({ event, underWay });
  }
  if (asJson) {
    const events = found.map(({ event: { slug, phase, closesAt, myParticipation }, underWay }) => ({
      ...{ event: slug, phase, closesAt, ...myParticipation.submitStatus },
      ...{ submissionCount: myParticipation.submissions.length, underWay: underWay.map(listedJson) },
    }));
    console.log(toJson({ events }));
    return;
  }
  if (found.length === 0) console.log('You take part in no event that is open.');
  for (const { event, underWay } of found) {
    console.log(`${event.slug}  ${event.phase}, closes ${timeWords(event.closesAt)}. ${submitWords(event)}`);
    console.log(underWay.length === 0 ? '\tNothing is being judged.' : ownTable(event, underWay));
  }
}

/** The folds of a submission that runs, with the validation score of those that have one. */
function foldStates({ evaluation, event }: WireSubmission): string {
  const { name, precision } = event.officialScoreType;
  const rows = evaluation.foldRuns.map(({ foldIndex, state, scores }) => {
    const score = scores.find(({ step, scoreType }) => step === 'valid' && scoreType === name);
    const value = isFoldRunEnded(state) && score !== undefined ? formatScore(score.value ?? Number.NaN, precision) : '';
    return [String(foldIndex), state, value];
  });
  return layOutTable([['fold', 'state', name], ...rows], [1]);
}
