import assert from 'node:assert/strict';
import { bestLine, scoreRange } from './chart-figures.ts';

describe('the figures of charts', () => {
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

  it('lead the best score on to the last submission', () => {
    const point = (minute: number, value: number) => ({
      ...{ submissionId: `${minute}`, submissionName: '', teamName: '', isMine: false, value },
      ...{ submittedAt: new Date(60_000 * minute).toISOString(), trainSeconds: 1 },
      ...{ contributivity: null, historicalContributivity: null },
    });
    const points = [point(0, 0.5), point(1, 0.7), point(2, 0.6)];
    assert.deepEqual(bestLine({ points, bestSoFar: points.slice(0, 2) } as never), [
      { at: 0, best: 0.5 },
      { at: 60_000, best: 0.5 },
      { at: 60_000, best: 0.7 },
      { at: 120_000, best: 0.7 },
    ]);
    assert.deepEqual(bestLine({ points: [], bestSoFar: [] }), []);
  });
});
