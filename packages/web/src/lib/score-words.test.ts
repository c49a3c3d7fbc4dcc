import assert from 'node:assert/strict';
import { scoreChange, scoreWords } from './score-words.ts';

const acc = { name: 'acc', precision: 3, isLowerTheBetter: false };
const rmse = { name: 'rmse', precision: 2, isLowerTheBetter: true };

describe('scores in words', () => {
  it('uses the precision of the score type, and more digits on request', () => {
    assert.equal(scoreWords(0.95349, acc), '0.953');
    assert.equal(scoreWords(0.95349, acc, 1), '0.9535');
    assert.equal(scoreWords(-1.5, rmse), '−1.50');
    assert.equal(scoreWords(0, acc), '0.000');
  });

  it('has a dash for what is not there', () => {
    assert.equal(scoreWords(null, acc), '–');
    assert.equal(scoreWords(undefined, acc), '–');
  });

  it('keeps huge values short', () => {
    assert.equal(scoreWords(123_456_789, rmse), '1.2346e+8');
  });

  it('judges a change by the direction of the score type', () => {
    assert.deepEqual(scoreChange(0.965, 0.953, acc), { words: '+0.0120', verdict: 'better' });
    assert.deepEqual(scoreChange(0.94, 0.953, acc), { words: '−0.0130', verdict: 'worse' });
    assert.deepEqual(scoreChange(61.2, 63.2, rmse), { words: '−2.000', verdict: 'better' });
    assert.deepEqual(scoreChange(0.9, 0.9, acc), { words: '±0.0000', verdict: 'same' });
  });

  it('does not claim a sign that the shown digits do not carry', () => {
    assert.deepEqual(scoreChange(0.900001, 0.9, acc), { words: '±0.0000', verdict: 'better' });
  });
});
