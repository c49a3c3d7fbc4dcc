import assert from 'node:assert/strict';
import { durationWords, timeWords, untilWords } from './time-words.js';

describe('times on the command line', () => {
  it('are rounded up while they are short', () => {
    const seconds = [0, 0.2, 119, 120, 121, 7141, 7260, 2 * 86_400, 3.4 * 86_400];
    assert.deepEqual(seconds.map(durationWords), [
      ...['0 s', '1 s', '119 s', '2 min', '3 min', '2 h 00 min', '2 h 01 min', '2 days', '3 days'],
    ]);
  });

  it('are in UTC, and say how long that is, unless it is over', () => {
    assert.equal(timeWords('2026-11-25T14:03:00.123Z'), '2026-11-25 14:03:00 UTC');
    assert.equal(untilWords('2026-11-25T14:03:00Z', new Date('2026-11-25T14:02:30Z')), ' (in 30 s)');
    assert.equal(untilWords('2026-11-25T14:03:00Z', new Date('2026-11-25T14:03:00Z')), '');
  });
});
