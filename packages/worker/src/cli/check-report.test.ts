import assert from 'node:assert/strict';
import { checkReport, type ReportedCheck } from './check-report.js';

const notTried = { scores: [], failedFold: null, message: 'Not tried.' };
const row = (testLikeTrain: number | null) => ({ validRows: 100, inTrain: 0, likeTrain: 2, testLikeTrain });
const check = (testLikeTrain: (number | null)[], testRows: number | null): ReportedCheck => ({
  sample: 'starting_kit',
  startingKit: {
    scores: [0.25, 0.75].map((value, foldIndex) => ({ scoreType: 'acc', step: 'valid', foldIndex, value })),
    failedFold: null,
    message: null,
  },
  ...{ constant: notTried, permuted: notTried, findings: [] },
  ...{ seconds: { train: 0.15, valid: 0.02, test: 0.02, wall: 0.46 }, slowestFoldSeconds: 0.05 },
  ...{ peakMemoryMiB: 8, isRepeatable: true, repeatDifference: 0 },
  ...{ rows: testLikeTrain.map(row), testRows },
});
const linesOf = (reported: ReportedCheck) => checkReport(reported, [{ name: 'acc', precision: 2 }]).split('\n');

describe('the report of a kit check', () => {
  it('counts each test row once, however many folds are compared with it', () => {
    const ofFolds = (...counts: (number | null)[]) =>
      linesOf(check(counts, 200)).find((line) => line.startsWith('\tOf '));
    assert.equal(
      ofFolds(0, 0, 0, 0, 0),
      '\tOf 500 validation rows of all folds, 0 are training rows, 10 look like one. Of 200 test rows, 0 look like a training row.',
    );
    assert.match(
      ofFolds(3, 1, 4) ?? '',
      / Of 200 test rows, 1 to 4 look like a training row, depending on the fold\.$/,
    );
    assert.match(ofFolds(null) ?? '', / 2 look like one\.$/);
    assert.doesNotMatch(checkReport(check([null], null), []), /test rows/);
  });

  it('says what each time and the memory are', () => {
    const lines = linesOf(check([0], 200));
    assert.ok(
      lines.includes(
        '\tBy the clock, start included, all folds took 0.46 s. Summed over folds: train 0.15 s, valid 0.02 s, test 0.02 s; the slowest fold 0.05 s.',
      ),
    );
    assert.ok(
      lines.includes(
        '\tBeyond libraries and features, a fold takes 8 MiB of memory at most. A second run of fold 0 gave the same predictions; scores differ by 0.',
      ),
    );
  });

  it('shows the spread with the digits of databoard test', () => {
    assert.ok(linesOf(check([0], 200)).includes('\tstarting_kit  valid  0.50 ± 0.2500'));
  });
});
