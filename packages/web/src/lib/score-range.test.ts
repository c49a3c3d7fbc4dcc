import assert from 'node:assert/strict';
import { scoreRange } from './score-range.ts';

describe('ranges of scores', () => {
  it('leave room around what is drawn, and do not draw what is far off', () => {
    const { low, high, outside } = scoreRange([0.5, 0.7], { isLowerTheBetter: false });
    assert.ok(low < 0.5 && high > 0.7 && outside === 0);
    const losses = [...Array.from({ length: 40 }, (_, i) => 1 + i / 100), 1e6];
    const range = scoreRange(losses, { isLowerTheBetter: true });
    assert.ok(range.low < 1 && range.high < 2);
    assert.equal(range.outside, 1);
    assert.equal(scoreRange([1, 2, 1e6], { isLowerTheBetter: true }).outside, 0);
    const same = scoreRange([0, 0], { isLowerTheBetter: true });
    assert.ok(same.low < same.high);
  });
});
