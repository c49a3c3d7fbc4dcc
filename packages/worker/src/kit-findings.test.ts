import assert from 'node:assert/strict';
import type { CheckedRun, KitFinding, KitMeasurements } from '@databoard/shared/kit-check';
import { defaultFoldLimits } from '@databoard/shared/limits';
import { kitFindings } from './kit-findings.js';

const error = { name: 'error', precision: 3, isLowerTheBetter: true, minimum: 0, maximum: 1 };
const elements = [
  { name: 'model', fileName: 'model.py', isPython: true },
  { name: 'table.csv', fileName: 'table.csv', isPython: false },
];

/** Official validation scores by fold; others are there too and must not matter. */
const scored = (...folds: number[]): CheckedRun => ({
  scores: folds.flatMap((value, foldIndex) => [
    { scoreType: 'error', step: 'valid' as const, value, foldIndex },
    { scoreType: 'error', step: 'test' as const, value: Number.NaN, foldIndex },
    { scoreType: 'other', step: 'valid' as const, value: 17, foldIndex },
    { scoreType: 'error', step: 'valid' as const, value: 0, foldIndex: null },
  ]),
  failedFold: null,
  message: null,
});
const without = (message: string, failedFold: number | null = null): CheckedRun => ({
  scores: [],
  failedFold,
  message,
});
const row = { validRows: 50, inTrain: 0, likeTrain: 0, testLikeTrain: 0 };

const good: KitMeasurements = {
  startingKit: { ...scored(0.2, 0.25, 0.15, 0.2), name: 'starting_kit' },
  constant: scored(0.5, 0.5, 0.5, 0.5),
  permuted: scored(0.48, 0.53, 0.5, 0.47),
  seconds: { train: 4, valid: 1, test: 1, wall: 5 },
  slowestFoldSeconds: 1.5,
  peakMemoryMiB: 200,
  isRepeatable: true,
  repeatDifference: 0,
  rows: [row, row, row, row],
  testRows: 20,
  tellingColumns: [],
};
const named = (run: CheckedRun) => ({ ...run, name: 'starting_kit' });
const rows = (changed: Partial<typeof row> | Record<string, null>) => [row, row, row, { ...row, ...changed }];
const findingsOf = (
  changed: Partial<KitMeasurements>,
  scoreType = error,
  predictionType = 'regression',
): KitFinding[] =>
  kitFindings({ ...good, ...changed }, { scoreTypes: [scoreType], elements, predictionType }, defaultFoldLimits);

describe('what a kit’s author is told', () => {
  it('nothing, of a good kit', () => {
    assert.deepEqual(findingsOf({}), []);
  });

  const cases: [what: string, changed: Partial<KitMeasurements>, severity: KitFinding['severity'], text: RegExp][] = [
    [
      'no sample',
      { startingKit: { ...without('none'), name: null } },
      'warning',
      /add submissions\/starting_kit\/ with model\.py, table\.csv\./,
    ],
    [
      'a sample that fails',
      { startingKit: named(without('KeyError', 2)) },
      'error',
      /^The starting kit \(starting_kit\) fails on fold 2: KeyError$/,
    ],
    ['a sample that fails at length', { startingKit: named(without('x'.repeat(5000), 0)) }, 'error', /x…$/],
    [
      'no better than a constant',
      { startingKit: named(scored(0.5, 0.6, 0.5, 0.45)) },
      'warning',
      /no better than .* error on validation rows is 0\.513 on average over folds, the constant predictor's 0\.500\./,
    ],
    [
      'no constant',
      { constant: without('No mean.') },
      'note',
      /^There is no constant predictor to compare with: No mean\.$/,
    ],
    [
      'perfect on every fold',
      { startingKit: named(scored(0, 0, 0, 0)) },
      'warning',
      /best possible error on the validation rows of every fold/,
    ],
    [
      'a leak',
      { permuted: scored(0.3, 0.31, 0.28, 0.3) },
      'warning',
      /^Labels may leak: .*\(error 0\.297 against 0\.500 on average\)/,
    ],
    [
      'labels that make no difference',
      { permuted: named(good.startingKit) },
      'note',
      /scores exactly the same when the training labels are permuted/,
    ],
    [
      'labels that cannot be permuted',
      { permuted: without('Of a kind.') },
      'note',
      /^Learning from permuted labels was not tried to the end: Of a kind\.$/,
    ],
    [
      'scores that cannot be repeated',
      { isRepeatable: false, repeatDifference: 0.01 },
      'warning',
      /^Two runs of the starting kit on fold 0 differ, though/,
    ],
    [
      'a second run that fails',
      { isRepeatable: false, repeatDifference: null },
      'warning',
      /^Two runs of the starting kit on fold 0 differ, though/,
    ],
    [
      'scores that are the same up to rounding',
      { isRepeatable: false, repeatDifference: 2e-16 },
      'note',
      /^Two runs of the starting kit on fold 0 differ in the last digits/,
    ],
    ['a slow fold', { slowestFoldSeconds: 301.2 }, 'warning', /takes 301 s of the 600 s/],
    ['much memory', { peakMemoryMiB: 1500 }, 'warning', /takes 1500 MiB of the 2048 MiB/],
    [
      'overlap',
      { rows: rows({ inTrain: 10 }) },
      'error',
      /^Folds overlap: in 1 of 4 folds, 20 % of the validation rows are training rows/,
    ],
    [
      'overlap in the only fold',
      { rows: rows({ inTrain: 10 }).slice(3) },
      'error',
      /^Folds overlap: in 1 of 1 fold, 20 % of the validation rows are training rows/,
    ],
    [
      'one repeated row',
      { rows: rows({ likeTrain: 1 }) },
      'note',
      /0\.50 % of the validation rows have the same features/,
    ],
    [
      'many repeated rows',
      { rows: rows({ likeTrain: 30 }) },
      'warning',
      /15 % of the validation rows .* group-wise get_cv/,
    ],
    [
      'test rows that repeat',
      { rows: rows({ testLikeTrain: 4 }) },
      'note',
      /5\.0 % of the test rows have the same features/,
    ],
    ['many test rows that repeat', { rows: rows({ testLikeTrain: 20 }) }, 'warning', /25 % of the test rows/],
    [
      'features that are no table',
      { rows: good.rows.map((each) => ({ ...each, likeTrain: null, testLikeTrain: null })) },
      'note',
      /^Whether rows repeat each other was not looked at/,
    ],
    [
      'folds that say no rows',
      { rows: [{ validRows: null, inTrain: null, likeTrain: null, testLikeTrain: null }] },
      'note',
      /was not looked at/,
    ],
    [
      'a copy of the target',
      {
        tellingColumns: [
          { name: 'a', how: 'equals' },
          { name: 'b', how: 'equals' },
        ],
      },
      'error',
      /^X holds the target: a, b equals it/,
    ],
    [
      'a column that tells all',
      { tellingColumns: [{ name: 'a', how: 'separates' }] },
      'warning',
      /^X may hold the target: a alone tells it/,
    ],
    [
      'a column that holds the target of the row after',
      { tellingColumns: [{ name: 'level', how: 'shifted' }] },
      'warning',
      /^X holds the targets of other rows: level, /,
    ],
  ];
  for (const [what, changed, severity, text] of cases) {
    it(`of ${what}: one ${severity}`, () => {
      const findings = findingsOf(changed);
      assert.deepEqual(
        findings.map((finding) => finding.severity),
        [severity],
        JSON.stringify(findings),
      );
      assert.match(findings[0]?.text ?? '', text);
      assert.ok((findings[0]?.text.length ?? 0) <= 2000);
    });
  }

  it('nothing of a gain that noise can make', () => {
    for (const [what, permuted] of [
      ['not in every fold', [0.3, 0.3, 0.3, 0.51]],
      ['only a little of what true labels gain', [0.45, 0.44, 0.45, 0.46]],
      ['all over the place', [0.49, 0.05, 0.48, 0.47]],
    ] as const) {
      assert.deepEqual(findingsOf({ permuted: scored(...permuted) }), [], what);
    }
  });

  it('that a kind of predictions has no fair constant, instead of a leak', () => {
    const [finding, ...more] = findingsOf({ permuted: scored(0.3, 0.31, 0.28, 0.3) }, error, 'NormalDistributions');
    assert.deepEqual([finding?.severity, more], ['note', []]);
    assert.match(finding?.text ?? '', /^Whether labels leak cannot be told from permuted labels here/);
  });

  it('of a higher score that is better, and of scores that are not finite, the same', () => {
    const accuracy = { ...error, isLowerTheBetter: false };
    const better = (run: CheckedRun): CheckedRun => ({
      ...run,
      scores: run.scores.map((each) => ({ ...each, value: 1 - each.value })),
    });
    const flipped = { startingKit: named(better(good.startingKit)), constant: better(good.constant) };
    assert.deepEqual(findingsOf({ ...flipped, permuted: better(good.permuted) }, accuracy), []);
    assert.match(
      findingsOf({ ...flipped, permuted: better(scored(0.3, 0.31, 0.28, 0.3)) }, accuracy)[0]?.text ?? '',
      /^Labels may leak/,
    );
    assert.deepEqual(findingsOf({ constant: scored(Number.NaN, Number.NaN, Number.NaN, Number.NaN) }), []);
  });

  it('the worst first', () => {
    const findings = findingsOf({
      rows: rows({ inTrain: 10, likeTrain: 1 }),
      isRepeatable: false,
      repeatDifference: 1,
    });
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['error', 'warning', 'note'],
    );
  });
});
