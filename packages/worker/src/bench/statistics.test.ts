import assert from 'node:assert/strict';
import { median, percentile } from './statistics.js';

describe('statistics of a benchmark', () => {
  it('takes the middle, or the mean of the two in the middle', () => {
    assert.equal(median([5, 1, 3]), 3);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.equal(median([7]), 7);
  });

  it('takes the nearest rank for a percentile', () => {
    const ten = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    assert.equal(percentile(ten, 0.95), 10);
    assert.equal(percentile(ten, 0.9), 9);
    assert.throws(() => percentile([], 0.5));
  });
});
