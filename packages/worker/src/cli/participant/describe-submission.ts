import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import { isFoldRunEnded, type SubmissionFault, submissionFaults } from '@databoard/shared/fold-run-state';
import { describeFailure } from '../describe-failure.js';
import { formatScore } from '../lay-out-table.js';
import { closingTables, foldTable } from '../score-table.js';
import { printable, printableText } from './printable.js';
import { type ReportedFailure, scoresOf, type WireSubmission } from './submission-report.js';
import { durationWords, timeWords } from './time-words.js';

/** Where a submission stands, in a few words: `RUNNING, 2 of 5 folds done, about 40 s left`. */
export function progressWords({ evaluation }: Pick<WireSubmission, 'evaluation'>): string {
  const { state, foldRuns, aheadInQueue, startsInSeconds, endsInSeconds } = evaluation;
  const words: string[] = [state];
  if (aheadInQueue !== null) words.push(aheadInQueue === 0 ? 'next in the queue' : `${aheadInQueue} before it`);
  if (startsInSeconds !== null && startsInSeconds >= 1) words.push(`starts in about ${durationWords(startsInSeconds)}`);
  if (state === 'RUNNING' && foldRuns.length > 0) {
    const done = foldRuns.filter((run) => isFoldRunEnded(run.state)).length;
    words.push(`${done} of ${foldRuns.length} folds done`);
  }
  if (endsInSeconds !== null && startsInSeconds === null) words.push(`about ${durationWords(endsInSeconds)} left`);
  return words.join(', ');
}

/** A submission for people: what it is, where it stands, and the public score. */
export function describeSubmission(submission: WireSubmission): string {
  const { name, team, author, event, submittedAt, standing, standingNote, officialScore } = submission;
  const type = event.officialScoreType;
  const rows: [string, string][] = [
    ['event', `${event.slug} (${printable(event.title)})`],
    ['team', `${printable(team.name)}, sent by ${author.username}`],
    ['submitted', timeWords(submittedAt)],
    ['state', progressWords(submission)],
  ];
  if (standing !== 'COUNTED') {
    rows.push(['standing', standingNote === null ? standing : `${standing}: ${printable(standingNote)}`]);
  }
  if (officialScore !== null) rows.push(['score', `${type.name} ${formatScore(officialScore, type.precision)}`]);
  const width = Math.max(...rows.map(([label]) => label.length));
  return [name, ...rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`)].join('\n');
}

/** The score tables of `databoard test` for a submission that has ended; empty where the viewer sees no scores. */
export function scoreTables(submission: WireSubmission): string {
  const { foldRuns, problemVersion } = submission.evaluation;
  const { scoreTypes } = problemVersion;
  const summary = scoresOf(submission);
  const seconds = foldRuns.map(({ trainSeconds: train, validSeconds: valid, testSeconds: test }) => ({
    train,
    valid,
    test,
  }));
  const folds = foldRuns.flatMap(({ foldIndex }, place) => {
    const [scores, times] = [summary.folds[place], seconds[place]];
    return scores?.valid && times ? [foldTable(foldIndex, scoreTypes, scores, times)] : [];
  });
  const isComplete = summary.mean.valid !== undefined;
  const closing = closingTables(scoreTypes, isComplete ? summary : { ...summary, folds: [] }, seconds);
  return [...folds, closing].filter((text) => text !== '').join('\n');
}

/** Why a submission has no scores, for whoever may know: the message, the own frames, what the code said, what to try. */
export function failureWords({ evaluation, isMine }: Pick<WireSubmission, 'evaluation' | 'isMine'>): string {
  const { state, failure, foldRuns } = evaluation;
  if (state === 'CANCELLED') return 'Its judging was cancelled.';
  if (failure === null) return isEvaluationEnded(state) ? `It ended in ${state}.` : '';
  const fold = foldRuns.find(({ foldIndex }) => foldIndex === failure.foldIndex);
  const fault = submissionFaults.find((one) => one === fold?.state);
  const text = fault === undefined ? platformWords(failure.message) : describeFault(failure, fault);
  const hint = failure.hint === null || fault === undefined ? [] : [failure.hint];
  const kept =
    isMine && failure.reason === 'EXCEPTION' && failure.exceptionMessage === null
      ? ['What the exception said is kept back: it could carry hidden data.']
      : [];
  return printableText([text, ...kept, ...hint].join('\n'));
}

const platformWords = (message: string): string =>
  `The platform failed, which is not your fault and does not count against you: ${message}`;

function describeFault(failure: ReportedFailure, state: SubmissionFault): string {
  const { reason, message, exceptionMessage, frames, foldIndex } = failure;
  return describeFailure(foldIndex, { state, reason, message, exceptionMessage, frames });
}
