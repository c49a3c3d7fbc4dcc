import assert from 'node:assert/strict';
import { durationAxis, timeAxis } from './chart-axes.ts';

const day = 86_400_000;
const at = (text: string) => new Date(text).getTime();

describe('the axes of charts', () => {
  it('have room and words of their own for each tick, whatever the moments', () => {
    const spans = [0, 1000, 90_000, 3_600_000, 5 * 3_600_000, day, 3 * day, 40 * day, 800 * day, 4000 * day];
    for (const span of spans) {
      const first = at('2026-11-25T16:04:31');
      const { domain, ticks, words } = timeAxis([first, first + span]);
      assert.ok(domain[0] < first && domain[1] > first + span, `${span}`);
      assert.ok(ticks.length >= 2 && ticks.length <= 13, `${span}: ${ticks.length} ticks`);
      assert.ok(ticks.every((tick) => tick >= domain[0] && tick <= domain[1]));
      assert.equal(new Set(ticks.map(words)).size, ticks.length, `${span}: ${ticks.map(words).join(' | ')}`);
    }
  });

  it('have round moments of the day, and the year where it matters', () => {
    const { ticks, words } = timeAxis([at('2026-11-25T16:04:31'), at('2026-11-25T20:55:00')]);
    assert.deepEqual(ticks.map(words), [
      '25 Nov, 16:00',
      '25 Nov, 17:00',
      '25 Nov, 18:00',
      '25 Nov, 19:00',
      '25 Nov, 20:00',
      '25 Nov, 21:00',
    ]);
    const years = timeAxis([at('2024-01-05T00:00:00'), at('2026-11-25T00:00:00')]);
    assert.ok(years.ticks.map(years.words).every((word) => /20\d\d$/.test(word)));
  });

  it('begin durations at zero, and end them somewhere where all are zero', () => {
    assert.deepEqual(durationAxis([0, 0]).domain, [0, 1]);
    assert.deepEqual(durationAxis([0, 3]).domain, [0, 'auto']);
    assert.deepEqual([0, 2.5].map(durationAxis([3]).words), ['0', '2.50 s']);
  });
});
