import assert from 'node:assert/strict';
import { score } from './score.js';

describe('score on the wire', () => {
  for (const value of [0.1 + 0.2, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.5]) {
    it(`carries ${value} through JSON`, () => {
      const wire = JSON.parse(JSON.stringify(score.encode({ scoreType: 'auc', step: 'valid', value })));
      assert.ok(Object.is(score.decode(wire).value, value));
    });
  }

  it('refuses a score that is no number', () => {
    assert.throws(() => score.decode({ scoreType: 'auc', step: 'valid', value: '0.5' as never }));
  });
});
