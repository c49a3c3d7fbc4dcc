import assert from 'node:assert/strict';
import { creditsOf, ownPercent, percentWords } from './credit-shares.ts';

describe('shares of credit', () => {
  it('leave the rest to the own team, without the dust of binary fractions', () => {
    assert.equal(ownPercent([]), 100);
    assert.equal(
      ownPercent([
        { id: 'a', percent: 33.3 },
        { id: 'b', percent: 33.3 },
        { id: 'c', percent: 33.4 },
      ]),
      0,
    );
    assert.equal(
      ownPercent([
        { id: 'a', percent: 90 },
        { id: 'b', percent: 20 },
      ]),
      -10,
    );
  });

  it('of nothing are not sent', () => {
    assert.deepEqual(
      creditsOf([
        { id: 'a', percent: 0 },
        { id: 'b', percent: 12.5 },
      ]),
      [{ sourceId: 'b', fraction: 0.125 }],
    );
  });

  it('are shown with one digit', () => {
    assert.deepEqual([percentWords(0.125), percentWords(1), percentWords(1 / 3)], ['12.5 %', '100 %', '33.3 %']);
  });
});
