import assert from 'node:assert/strict';
import { seeded } from '../chaos/seeded.mjs';
import { judgeFigure, slopeOf, trendOf } from './flatness.mjs';

const minutes = Array.from({ length: 60 }, (_, index) => index / 2);
const random = seeded(57);
const wobble = (size) => (random.next() - 0.5) * size;

describe('whether a figure of a soak is flat', () => {
  it('is, when it wobbles, when it warmed up first, and when it falls', () => {
    const verdict = (valueAt) => judgeFigure(minutes, minutes.map(valueAt), 5).flat;
    assert.equal(
      verdict(() => 200 + wobble(80)),
      true,
    );
    assert.equal(
      verdict((minute) => 100 + Math.min(minute, 8) * 30 + wobble(10)),
      true,
    );
    assert.equal(
      verdict((minute) => 300 - minute + wobble(10)),
      true,
    );
    assert.equal(
      verdict(() => 42),
      true,
    );
  });

  it('is not, when it creeps, however much it wobbles', () => {
    const leak = judgeFigure(
      minutes,
      minutes.map((minute) => 200 + 2 * minute + wobble(30)),
      5,
    );
    assert.equal(leak.flat, false);
    assert.ok(Math.abs(leak.slopePerMinute - 2) < 0.5, `${leak.slopePerMinute}`);
  });

  it('is, when it creeps by less than allowed', () => {
    const values = minutes.map((minute) => 10 + minute / 10);
    assert.equal(judgeFigure(minutes, values, 5).flat, true);
    assert.equal(judgeFigure(minutes, values, 1).flat, false);
  });

  it('cannot be told from a few values', () => {
    assert.deepEqual(judgeFigure([0, 1, 2], [1, 2, 3], 0), {
      first: 1,
      last: 3,
      max: 3,
      slopePerMinute: null,
      flat: null,
    });
  });

  it('rests on a slope that outliers do not move, and on a trend that ties do not fake', () => {
    assert.equal(
      slopeOf([
        [0, 0],
        [1, 1],
        [2, 900],
        [3, 3],
        [4, 4],
      ]),
      1,
    );
    assert.equal(trendOf([3, 3, 3, 3]), 0);
    assert.ok(trendOf([1, 2, 3, 4, 5, 6, 7, 8]) > 2.33);
    assert.ok(trendOf([8, 7, 6, 5, 4, 3, 2, 1]) < -2.33);
  });
});
