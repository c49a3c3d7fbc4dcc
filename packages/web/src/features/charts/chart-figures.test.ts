import assert from 'node:assert/strict';
import { bestLine } from './chart-figures.ts';

describe('the figures of charts', () => {
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
