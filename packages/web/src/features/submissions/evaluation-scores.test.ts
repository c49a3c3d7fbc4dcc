import assert from 'node:assert/strict';
import { hasTestScores, meanAndStd, scoreValue, sumKnown } from './evaluation-scores.ts';

describe('scores of an evaluation', () => {
  const scores = [
    { scoreType: 'acc', step: 'valid' as const, value: 0.9 },
    { scoreType: 'acc', step: 'train' as const, value: null },
  ];

  it('tells a score that is not there yet from one that is not finite', () => {
    assert.equal(scoreValue(scores, 'acc', 'valid'), 0.9);
    assert.equal(scoreValue(scores, 'acc', 'train'), null);
    assert.equal(scoreValue(scores, 'acc', 'test'), undefined);
  });

  it('knows whether there is anything of the test step', () => {
    assert.equal(hasTestScores(scores), false);
    assert.equal(hasTestScores([...scores, { scoreType: 'acc', step: 'test', value: 0.8 }]), true);
  });

  it('averages what is known', () => {
    assert.deepEqual(meanAndStd([0.8, undefined, 1, null]), { mean: 0.9, std: 0.09999999999999998 });
    assert.equal(meanAndStd([undefined, null]), null);
    assert.equal(sumKnown([1, null, 2]), 3);
    assert.equal(sumKnown([null, undefined]), null);
  });
});
