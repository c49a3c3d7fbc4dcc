import assert from 'node:assert/strict';
import { rank } from './rank.js';

const row = (name: string, officialScore: number | null, minute = 0) => ({
  submissionId: name,
  officialScore,
  submittedAt: new Date(Date.UTC(2030, 0, 1, 0, minute)),
});
const ranked = (rows: ReturnType<typeof row>[], isLowerTheBetter = false) =>
  rank(rows, { scoreOf: ({ officialScore }) => officialScore, isLowerTheBetter }).map(
    ({ row: { submissionId }, rank: place }) => `${place} ${submissionId}`,
  );

describe('ranking', () => {
  it('uses full precision, where two decimals would tie', () => {
    assert.deepEqual(ranked([row('a', 0.9051), row('b', 0.9149)]), ['1 b', '2 a']);
  });
  it('goes by the direction of the score type', () => {
    assert.deepEqual(ranked([row('a', 2), row('b', 1)], true), ['1 b', '2 a']);
  });
  it('prefers the earlier of two equal scores', () => {
    assert.deepEqual(ranked([row('late', 0.5, 2), row('early', 0.5, 1)]), ['1 early', '2 late']);
  });
  it('lets rows share a rank that are equal on both, and skips the next', () => {
    assert.deepEqual(ranked([row('a', 0.5), row('b', 0.5), row('c', 0.4), row('d', 0.6)]), [
      '1 d',
      '2 a',
      '2 b',
      '4 c',
    ]);
  });
  it('puts NaN and nothing last, whichever direction', () => {
    const rows = [row('nan', Number.NaN, 1), row('none', null, 2), row('worst', Number.NEGATIVE_INFINITY, 3)];
    assert.deepEqual(ranked(rows), ['1 worst', '2 nan', '3 none']);
    assert.deepEqual(ranked(rows, true), ['1 worst', '2 nan', '3 none']);
  });
});
