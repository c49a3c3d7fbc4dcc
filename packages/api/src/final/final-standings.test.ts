import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BoardRules } from '../leaderboard/board.js';
import { type BoardRow, statCount, statPlace } from '../leaderboard/board-row.js';
import { finalStandings } from './final-standings.js';

const scoreType = { name: 'acc', isLowerTheBetter: false, precision: 2, minimum: 0, maximum: 1 };
const rulesOf = (entriesMax: number): BoardRules => ({
  scoreTypes: [scoreType],
  official: { scoreType, kind: 'bagged' },
  entriesMax,
});
const row = (id: string, teamId: string, publicScore: number, privateScore: number, more: Partial<BoardRow> = {}) => {
  const stats = new Array<number>(statCount(1)).fill(Number.NaN);
  stats[statPlace(0, 'valid', 'bagged')] = publicScore;
  stats[statPlace(0, 'test', 'bagged')] = privateScore;
  const none = { endedAt: null, reason: null, trainSeconds: null, validSeconds: null, testSeconds: null };
  return {
    ...{ submissionId: id, submissionName: id, teamId, teamName: teamId, submittedAt: new Date(0) },
    ...{ standing: 'COUNTED', state: 'SCORED', isSelected: false, evaluatedFrom: new Date(0) },
    ...none,
    peakMemoryMiB: null,
    stats,
    ...more,
  } as BoardRow;
};
const places = (rows: BoardRow[], entriesMax = 1) =>
  finalStandings(rows, rulesOf(entriesMax), () => []).map(
    ({ teamId, publicRank, privateRank, entries }) =>
      `${privateRank} (${publicRank}) ${teamId}: ${entries.map(({ submissionId }) => submissionId).join(' ')}`,
  );

describe('the standings of the final', () => {
  it('go by the private score of what the public score chose', () => {
    const rows = [row('a1', 'a', 0.9, 0.5), row('a2', 'a', 0.8, 0.99), row('b1', 'b', 0.7, 0.6)];
    assert.deepEqual(places(rows), ['1 (2) b: b1', '2 (1) a: a1']);
  });
  it('go by the best private score of all that a team has chosen', () => {
    const rows = [
      row('a1', 'a', 0.9, 0.5),
      row('a2', 'a', 0.8, 0.99, { isSelected: true }),
      row('a3', 'a', 0.7, 0.1, { isSelected: true }),
      row('b1', 'b', 0.85, 0.6),
    ];
    assert.deepEqual(places(rows, 2), ['1 (2) a: a2 a3', '2 (1) b: b1']);
  });
  it('leave out what is withdrawn, disqualified or not scored', () => {
    const rows = [
      row('a1', 'a', 0.9, 0.9, { standing: 'DISQUALIFIED', isSelected: true }),
      row('a2', 'a', 0.5, 0.5),
      row('b1', 'b', 0.9, 0.9, { state: 'TRAINING_ERROR' }),
    ];
    assert.deepEqual(places(rows, 2), ['1 (1) a: a2']);
  });
  it('have every team once, and ranks that any order of the rows gives', () => {
    const value = fc.constantFrom(0, 0.5, 1, Number.NaN);
    const any = fc.record({ team: fc.integer({ min: 0, max: 3 }), pub: value, priv: value, isSelected: fc.boolean() });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 10 }), fc.integer({ min: 1, max: 3 }), (list, max) => {
        const rows = list.map(({ team, pub, priv, isSelected }, index) =>
          row(`s${index}`, `t${team}`, pub, priv, { isSelected }),
        );
        const standings = finalStandings(rows, rulesOf(max), () => []);
        assert.deepEqual(
          standings.map(({ teamId }) => teamId).toSorted(),
          [...new Set(rows.map((r) => r.teamId))].toSorted(),
        );
        assert.deepEqual(
          finalStandings(rows.toReversed(), rulesOf(max), () => []),
          standings,
        );
        for (const { entries, privateScore, publicScore } of standings) {
          assert.ok(entries.length >= 1 && entries.length <= max);
          const best = (scores: (number | null)[]) => {
            const numbers = scores.filter((score) => score !== null);
            return numbers.length === 0 ? null : Math.max(...numbers);
          };
          assert.equal(privateScore, best(entries.map((entry) => entry.privateScore)));
          assert.equal(publicScore, best(entries.map((entry) => entry.publicScore)));
        }
        for (const [a, b] of standings.flatMap((first) => standings.map((second) => [first, second] as const))) {
          if (a.privateScore !== null && (b.privateScore ?? -1) < a.privateScore)
            assert.ok(a.privateRank < b.privateRank);
        }
      }),
    );
  });
});
