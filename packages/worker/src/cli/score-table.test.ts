import assert from 'node:assert/strict';
import type { ScoreTypeDescription } from '@databoard/shared/problem-description';
import type { Score, Step } from '@databoard/shared/score';
import type { FailedFold } from './judge-submission.js';
import { overFolds, standardDeviation, summariseScores, toJson } from './score-summary.js';
import { closingTables, foldTable } from './score-table.js';
import { submissionsTable } from './submissions-table.js';

const type = (name: string, precision: number): ScoreTypeDescription => ({
  name,
  precision,
  isLowerTheBetter: false,
  minimum: 0,
  maximum: null,
});
const types = [type('acc', 2), type('nll', 3)];
const scores = (step: Step, acc: number, nll: number): Score[] => [
  // Not in the kit's order: the summary puts them right.
  { scoreType: 'nll', step, value: nll },
  { scoreType: 'acc', step, value: acc },
];
const folds = [
  [...scores('train', 0.75, 0.5), ...scores('valid', 0.5, 1.5)],
  [...scores('train', 0.25, 1.5), ...scores('valid', 1, 2.5)],
];
const bagged = [...scores('valid', 0.7512345, 1.25)];

describe('summariseScores', () => {
  it('keeps every fold, the mean and the bagged scores by step and name, in the order of the kit', () => {
    const summary = summariseScores(types, folds, bagged);
    assert.deepEqual(summary, {
      folds: [
        { train: { acc: 0.75, nll: 0.5 }, valid: { acc: 0.5, nll: 1.5 } },
        { train: { acc: 0.25, nll: 1.5 }, valid: { acc: 1, nll: 2.5 } },
      ],
      mean: { train: { acc: 0.5, nll: 1 }, valid: { acc: 0.75, nll: 2 } },
      bagged: { valid: { acc: 0.7512345, nll: 1.25 } },
    });
    assert.deepEqual(Object.keys(summary.bagged.valid ?? {}), ['acc', 'nll']);
    assert.equal(overFolds(summary.folds, standardDeviation).train?.['acc'], 0.25);
  });

  it('writes what JSON lacks as words and loses no digit', () => {
    const odd = [
      ...scores('train', Number.NaN, Number.POSITIVE_INFINITY),
      ...scores('valid', 0.1 + 0.2, Number.NEGATIVE_INFINITY),
    ];
    const json = toJson(summariseScores(types, [odd], bagged));
    assert.deepEqual(JSON.parse(json).folds, [
      { train: { acc: 'nan', nll: 'inf' }, valid: { acc: 0.30000000000000004, nll: '-inf' } },
    ]);
    assert.deepEqual(JSON.parse(json).mean.train, { acc: 'nan', nll: 'inf' });
  });

  it('does not pass over a score that is missing', () => {
    const partial = [{ scoreType: 'acc', step: 'train', value: 1 } as const];
    assert.throws(() => summariseScores(types, [partial], bagged), /No train score came back for nll/);
  });
});

describe('the tables of ramp-test', () => {
  it('prints a fold with the precision of each score type', () => {
    const seconds = { train: 0.0154, valid: 0.002, test: null };
    assert.equal(
      foldTable(
        3,
        types,
        { train: { acc: 0.756, nll: 0.5 }, valid: { acc: Number.NaN, nll: Number.POSITIVE_INFINITY } },
        seconds,
      ),
      ['CV fold 3', '\tscore   acc    nll   time', '\ttrain  0.76  0.500  0.015', '\tvalid   nan    inf  0.002'].join(
        '\n',
      ),
    );
  });

  it('prints mean and spread over folds, then the bagged scores', () => {
    const seconds = { train: 1, valid: 2, test: null };
    assert.equal(
      closingTables(types, summariseScores(types, folds, bagged), [seconds, { ...seconds, train: 2 }]),
      [
        '----------------------------',
        'Mean CV scores',
        '----------------------------',
        '\tscore            acc              nll           time',
        '\ttrain  0.50 ± 0.2500  1.000 ± 0.50000  1.500 ± 0.500',
        '\tvalid  0.75 ± 0.2500  2.000 ± 0.50000  2.000 ± 0.000',
        '----------------------------',
        'Bagged scores',
        '----------------------------',
        '\tscore   acc    nll',
        '\tvalid  0.75  1.250',
      ].join('\n'),
    );
  });

  it('leaves the bag out when only some folds ran, and the mean when only one did', () => {
    const seconds = { train: 1, valid: 2, test: null };
    const some = closingTables(types, summariseScores(types, folds, []), [seconds, seconds]);
    assert.match(some, /Mean CV scores/);
    assert.doesNotMatch(some, /Bagged/);
    assert.equal(closingTables(types, summariseScores(types, folds.slice(0, 1), []), [seconds]), '');
    const only = closingTables(types, summariseScores(types, folds.slice(0, 1), bagged), [seconds]);
    assert.match(only, /^-+\nBagged scores\n/);
  });
});

describe('the table of several submissions', () => {
  it('has the official score of each, and what became of it', () => {
    const failed: FailedFold = {
      kind: 'submission-failed',
      foldIndex: 3,
      failure: { state: 'TRAINING_ERROR', reason: 'TIMEOUT', message: '', exceptionMessage: null, frames: [] },
      usage: {
        trainSeconds: null,
        validSeconds: null,
        testSeconds: null,
        cpuSeconds: null,
        peakMemoryMiB: null,
        wallSeconds: null,
      },
      logDigest: null,
    };
    assert.equal(
      submissionsTable(type('acc', 2), [
        { name: 'good', summary: summariseScores(types, folds, bagged), failed: null, seconds: 12.345 },
        { name: 'a_slow_one', summary: null, failed, seconds: 0 },
      ]),
      [
        '----------------------------',
        'Submissions (acc, higher is better)',
        '----------------------------',
        '\tsubmission  bagged valid  bagged test  mean valid  mean test  seconds  outcome',
        '\tgood                0.75                     0.75              12.345  scored',
        '\ta_slow_one                                                      0.000  TRAINING_ERROR (TIMEOUT) in fold 3',
      ].join('\n'),
    );
  });
});
