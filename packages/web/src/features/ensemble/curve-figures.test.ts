import assert from 'node:assert/strict';
import { type Curve, curveRows, drawnScores, largestSize } from './curve-figures.ts';

const curve = {
  combined: [
    { size: 1, value: 0.5 },
    { size: 2, value: null },
    { size: 4, value: 0.75 },
  ],
  folds: [
    { foldIndex: 0, submissionIds: ['a', 'b', 'a', 'c'], values: [0.25, 0.5, null, 0.625] },
    { foldIndex: 1, submissionIds: ['b'], values: [0.375] },
  ],
} as unknown as Curve;

describe('the curve of an ensemble', () => {
  it('has a row for each size, with what is known there and the change since the last known score', () => {
    assert.deepEqual(curveRows(curve), [
      { size: 1, combined: 0.5, gain: null, folds: [0.25, 0.375] },
      { size: 2, combined: null, gain: null, folds: [0.5, null] },
      { size: 3, combined: null, gain: null, folds: [null, null] },
      { size: 4, combined: 0.75, gain: 0.25, folds: [0.625, null] },
    ]);
    assert.deepEqual(drawnScores(curveRows(curve)), [0.5, 0.25, 0.375, 0.5, 0.75, 0.625]);
  });

  it('is as long as its largest ensemble', () => {
    assert.equal(largestSize(curve), 4);
    assert.equal(largestSize({ combined: [], folds: [] }), 1);
  });
});
