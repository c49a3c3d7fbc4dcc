import type { CheckedScore, KitCheck, KitFinding } from '@databoard/shared/kit-check';
import type { ScoreTypeDescription } from '@databoard/shared/problem-description';
import { type Step, steps } from '@databoard/shared/score';
import { formatScore, formatSpread, layOutTable, type Row, rule } from './lay-out-table.js';
import { mean, standardDeviation } from './score-summary.js';

/** One run of a kit check; over the wire a value that is not finite is `null`. */
export interface ReportedRun {
  scores: (Omit<CheckedScore, 'value'> & { value: number | null })[];
  failedFold: number | null;
  message: string | null;
}

/** A kit check as it is shown, from this machine or from a platform. */
export interface ReportedCheck
  extends Pick<
    KitCheck,
    'seconds' | 'slowestFoldSeconds' | 'peakMemoryMiB' | 'isRepeatable' | 'repeatDifference' | 'rows' | 'testRows'
  > {
  sample: string | null;
  startingKit: ReportedRun;
  constant: ReportedRun;
  permuted: ReportedRun;
  findings: KitFinding[];
}

type ScoreType = Pick<ScoreTypeDescription, 'name' | 'precision'>;

/** A kit check for people: what was measured, then what they should know, the worst first. */
export function checkReport(check: ReportedCheck, scoreTypes: readonly ScoreType[]): string {
  const sections = [...headed('Kit check: scores, mean ± std over folds', scoreTable(check, scoreTypes))];
  const unscored = [
    ['Starting kit', check.startingKit],
    ['Constant predictor', check.constant],
    ['Permuted labels', check.permuted],
  ] as const;
  for (const [what, { message }] of unscored) if (message !== null) sections.push(`\t${what}: ${message}`);
  const lines = [timeLine(check), memoryLine(check), rowLine(check)].filter((line) => line !== null);
  if (lines.length > 0) sections.push(...headed('Time, memory, rows', lines.map((line) => `\t${line}`).join('\n')));
  const findings = check.findings.map(({ severity, text }) => `\t${severity.padEnd(7)}  ${text}`);
  sections.push(...headed('Findings', findings.length > 0 ? findings.join('\n') : '\tNone.'));
  return sections.join('\n');
}

/** Whether scores of the kit mean nothing before its author has done something. */
export const hasErrors = ({ findings }: Pick<ReportedCheck, 'findings'>): boolean =>
  findings.some(({ severity }) => severity === 'error');

const headed = (title: string, body: string): string[] => [rule, title, rule, body];

function scoreTable(
  { sample, startingKit, constant, permuted }: ReportedCheck,
  scoreTypes: readonly ScoreType[],
): string {
  const rows: Row[] = [
    ['', 'step', ...scoreTypes.map(({ name }) => name)],
    ...runRows(sample ?? 'no sample', startingKit, scoreTypes),
    ...runRows('constant predictor', constant, scoreTypes),
    ...runRows('permuted labels', permuted, scoreTypes),
  ];
  return layOutTable(rows, [0, 1]);
}

function runRows(what: string, { scores }: ReportedRun, scoreTypes: readonly ScoreType[]): Row[] {
  const values = (step: Step, name: string, isBagged: boolean) =>
    scores
      .filter((score) => score.step === step && score.scoreType === name && (score.foldIndex === null) === isBagged)
      .map(({ value }) => value ?? Number.NaN);
  const rowOf = (label: string, step: Step, isBagged: boolean): Row[] => {
    const cells = scoreTypes.map(({ name, precision }) => ({ found: values(step, name, isBagged), precision }));
    if (cells.every(({ found }) => found.length === 0)) return [];
    return [[what, label, ...cells.map(({ found, precision }) => cellOf(found, precision))]];
  };
  return [
    ...steps.flatMap((step) => rowOf(step, step, false)),
    ...steps.flatMap((step) => rowOf(`bagged ${step}`, step, true)),
  ];
}

function cellOf(values: number[], precision: number): string {
  const middle = formatScore(mean(values), precision);
  return values.length === 1 ? middle : `${middle} ± ${formatSpread(standardDeviation(values), precision)}`;
}

function timeLine({ seconds: { train, valid, test, wall }, slowestFoldSeconds }: ReportedCheck): string | null {
  if (wall === null) return null;
  const steps = [`train ${show(train)}`, `valid ${show(valid)}`, `test ${show(test)}`].join(', ');
  const sums = `Summed over folds: ${steps}; the slowest fold ${show(slowestFoldSeconds)}.`;
  return `By the clock, start included, all folds took ${show(wall)}. ${sums}`;
}

const memoryLine = ({ peakMemoryMiB, isRepeatable, repeatDifference }: ReportedCheck): string | null =>
  peakMemoryMiB === null
    ? null
    : `Beyond libraries and features, a fold takes ${Math.round(peakMemoryMiB)} MiB of memory at most. A second run of fold 0 gave ${isRepeatable ? 'the same' : 'other'} predictions; scores differ by ${repeatDifference ?? '–'}.`;

function rowLine({ rows, testRows }: ReportedCheck): string | null {
  const told = rows.filter(({ inTrain }) => inTrain !== null);
  if (told.length === 0) return null;
  const sum = (key: 'validRows' | 'inTrain' | 'likeTrain') => told.reduce((total, row) => total + (row[key] ?? 0), 0);
  const like = told.every(({ likeTrain }) => likeTrain === null) ? '' : `, ${sum('likeTrain')} look like one`;
  const validation = `Of ${sum('validRows')} validation rows of all folds, ${sum('inTrain')} are training rows${like}.`;
  // Every fold is compared with the same test rows, so that a sum over folds would count them again and again.
  const test = told.flatMap(({ testLikeTrain }) => testLikeTrain ?? []);
  if (testRows === null || test.length === 0) return validation;
  const [least, most] = [Math.min(...test), Math.max(...test)];
  const [range, why] = least === most ? [most, ''] : [`${least} to ${most}`, ', depending on the fold'];
  return `${validation} Of ${testRows} test rows, ${range} look like a training row${why}.`;
}

const show = (seconds: number | null): string =>
  seconds === null ? '–' : `${seconds.toFixed(seconds < 10 ? 2 : 0)} s`;
