import type { ScoreTypeDescription } from '@databoard/shared/problem-description';
import { steps } from '@databoard/shared/score';
import { formatScore, formatSpread, layOutTable, type Row, rule } from './lay-out-table.js';
import { mean, overFolds, type ScoreSummary, type ScoresByStep, standardDeviation } from './score-summary.js';

/** Seconds that each step of one fold took; null where a step did not run. */
export interface FoldSeconds {
  train: number | null;
  valid: number | null;
  test: number | null;
}

const timeDigits = 3;

/** The table of one fold, as `ramp-test` prints it. */
export function foldTable(
  index: number,
  scoreTypes: readonly ScoreTypeDescription[],
  scores: ScoresByStep,
  seconds: FoldSeconds,
): string {
  const rows = steps
    .filter((step) => scores[step])
    .map((step) => [...valueCells(scoreTypes, scores[step] ?? {}), timeCell(seconds[step])]);
  return `CV fold ${index}\n${layOutTable([header(scoreTypes, 'time'), ...label(scores, rows)])}`;
}

/**
 * The closing tables: mean ± standard deviation over folds, and the scores of the fold-averaged predictions. One fold
 * has no mean, and some of the folds make no bag; `''` when nothing is left.
 */
export function closingTables(
  scoreTypes: readonly ScoreTypeDescription[],
  summary: ScoreSummary,
  seconds: readonly FoldSeconds[],
): string {
  const spread = overFolds(summary.folds, standardDeviation);
  const means = steps
    .filter((step) => summary.mean[step])
    .map((step) => {
      const cells = scoreTypes.map((type) => {
        const middle = formatScore(summary.mean[step]?.[type.name], type.precision);
        return `${middle} ± ${formatSpread(spread[step]?.[type.name], type.precision)}`;
      });
      return [...cells, meanSeconds(seconds.map((fold) => fold[step]))];
    });
  const bagged = steps
    .filter((step) => summary.bagged[step])
    .map((step) => valueCells(scoreTypes, summary.bagged[step] ?? {}));
  return [
    ...(summary.folds.length > 1
      ? headed('Mean CV scores', [header(scoreTypes, 'time'), ...label(summary.mean, means)])
      : []),
    ...(bagged.length > 0 ? headed('Bagged scores', [header(scoreTypes), ...label(summary.bagged, bagged)]) : []),
  ].join('\n');
}

const headed = (title: string, rows: readonly Row[]): string[] => [rule, title, rule, layOutTable(rows)];

const header = (scoreTypes: readonly ScoreTypeDescription[], ...more: string[]): Row => [
  'score',
  ...scoreTypes.map((type) => type.name),
  ...more,
];

const label = (scores: ScoresByStep, rows: readonly Row[]): Row[] =>
  steps.filter((step) => scores[step]).map((step, index) => [step, ...(rows[index] ?? [])]);

const valueCells = (scoreTypes: readonly ScoreTypeDescription[], scores: Record<string, number>) =>
  scoreTypes.map((type) => formatScore(scores[type.name], type.precision));

const timeCell = (value: number | null) => (value === null ? '' : value.toFixed(timeDigits));

function meanSeconds(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return '';
  return `${mean(known).toFixed(timeDigits)} ± ${standardDeviation(known).toFixed(timeDigits)}`;
}
