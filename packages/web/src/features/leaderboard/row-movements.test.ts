import assert from 'node:assert/strict';
import { changeWords, freshRows, type RankedRow } from './row-movements.ts';

const row = (id: string, rank: number, value: number, isMine = false): RankedRow => ({
  submissionId: id,
  rank,
  teamName: `team ${id}`,
  submissionName: `name ${id}`,
  isMine,
  scores: [{ value }],
});

describe('changes on the board', () => {
  const before = [row('a', 1, 0.9), row('b', 2, 0.8)];

  it('are fresh where a score arrived, not where a row was pushed down', () => {
    const after = [row('c', 1, 0.95), row('a', 2, 0.9), row('b', 3, 0.8)];
    assert.deepEqual(
      freshRows(before, after).map(({ submissionId }) => submissionId),
      ['c'],
    );
    assert.equal(changeWords(before, after, 3), 'name c by team c is on the board at rank 1 of 3.');
  });

  it('are fresh where a score changed', () => {
    assert.deepEqual(
      freshRows(before, [row('b', 1, 0.99), row('a', 2, 0.9)]).map(({ submissionId }) => submissionId),
      ['b'],
    );
  });

  it('are announced for the reader’s own submission first', () => {
    const after = [row('c', 1, 0.95), row('a', 2, 0.9), row('d', 3, 0.85, true), row('b', 4, 0.8)];
    assert.equal(changeWords(before, after, 4), 'Your submission name d is on the board at rank 3 of 4.');
  });

  it('are counted when many come at once, and silent when none does', () => {
    const after = [row('c', 1, 0.95), row('d', 2, 0.92), ...before];
    assert.equal(changeWords(before, after, 4), '2 new scores on the board.');
    assert.equal(changeWords(before, before, 2), '');
  });
});
