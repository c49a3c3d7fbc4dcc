import type { ScoreTypeDescription } from '@databoard/shared/problem-description';
import type { FailedFold } from './judge-submission.js';
import { formatScore, layOutTable, rule } from './lay-out-table.js';
import type { ScoreSummary, ScoresByStep } from './score-summary.js';

/** What became of one of several submissions; without a summary it failed. */
export interface TestedSubmission {
  name: string;
  summary: ScoreSummary | null;
  failed: FailedFold | null;
  seconds: number;
}

const heading = ['submission', 'bagged valid', 'bagged test', 'mean valid', 'mean test', 'seconds', 'outcome'];
const textColumns = [0, heading.length - 1];
const secondsDigits = 3;

/** The submissions of a kit side by side: the official score of each, the seconds its code ran, and its end. */
export function submissionsTable(official: ScoreTypeDescription, submissions: readonly TestedSubmission[]): string {
  const cell = (scores: ScoresByStep | undefined, step: 'valid' | 'test') =>
    scores?.[step] ? formatScore(scores[step][official.name], official.precision) : '';
  const rows = submissions.map(({ name, summary, failed, seconds }) => [
    name,
    cell(summary?.bagged, 'valid'),
    cell(summary?.bagged, 'test'),
    cell(summary?.mean, 'valid'),
    cell(summary?.mean, 'test'),
    seconds.toFixed(secondsDigits),
    failed ? `${failed.failure.state} (${failed.failure.reason}) in fold ${failed.foldIndex}` : 'scored',
  ]);
  const title = `Submissions (${nameOfScore(official)})`;
  return [rule, title, rule, layOutTable([heading, ...rows], textColumns)].join('\n');
}

/** A score type and which way is up: `acc, higher is better`. */
export const nameOfScore = ({ name, isLowerTheBetter }: ScoreTypeDescription): string =>
  `${name}, ${isLowerTheBetter ? 'lower' : 'higher'} is better`;
