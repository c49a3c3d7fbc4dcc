import assert from 'node:assert/strict';
import { selectedEntries } from './selected-entries.js';

interface Row {
  submissionId: string;
  teamId: string;
  publicScore: number | null;
  submittedAt: Date;
  isSelected: boolean;
}
const at = (minute: number) => new Date(Date.UTC(2030, 0, 1, 0, minute));
const row = (submissionId: string, publicScore: number | null, more: Partial<Row> = {}): Row => ({
  submissionId,
  teamId: 'team',
  publicScore,
  submittedAt: at(0),
  isSelected: false,
  ...more,
});
const chosen = (rows: Row[], max: number, isLowerTheBetter = false) =>
  selectedEntries(rows, { isLowerTheBetter, max }).map(({ submissionId }) => submissionId);

/** The definition, word for word: which rows have fewer than `max` better ones among those of their team that are in question. */
function byDefinition(rows: readonly Row[], { isLowerTheBetter, max }: { isLowerTheBetter: boolean; max: number }) {
  const isScored = ({ publicScore }: Row) => publicScore !== null && !Number.isNaN(publicScore);
  const isBetter = (a: Row, b: Row) => {
    if (isScored(a) !== isScored(b)) return isScored(a);
    if (isScored(a) && a.publicScore !== b.publicScore) {
      return isLowerTheBetter
        ? Number(a.publicScore) < Number(b.publicScore)
        : Number(a.publicScore) > Number(b.publicScore);
    }
    if (a.submittedAt.getTime() !== b.submittedAt.getTime()) return a.submittedAt < b.submittedAt;
    return a.submissionId < b.submissionId;
  };
  return rows.filter((mine) => {
    const ofTeam = rows.filter(({ teamId }) => teamId === mine.teamId);
    const hasSelected = ofTeam.some(({ isSelected }) => isSelected);
    const inQuestion = ofTeam.filter(({ isSelected }) => isSelected || !hasSelected);
    return inQuestion.includes(mine) && inQuestion.filter((other) => isBetter(other, mine)).length < max;
  });
}

/** Every kind of row; the index makes ids, so that equal ones differ. */
const kinds = ['a', 'b'].flatMap((teamId) =>
  [null, Number.NaN, 0.1, 0.2].flatMap((publicScore) =>
    [0, 1].flatMap((minute) =>
      [false, true].map((isSelected) => ({ teamId, publicScore, submittedAt: at(minute), isSelected })),
    ),
  ),
);
/** All ways to take so many rows of any kind. */
function* takes(count: number, from = 0): Generator<Omit<Row, 'submissionId'>[]> {
  if (count === 0) return yield [];
  for (let index = from; index < kinds.length; index++) {
    const kind = kinds[index];
    if (kind !== undefined) for (const rest of takes(count - 1, index)) yield [kind, ...rest];
  }
}

describe('a team’s entries in the competition', () => {
  it('are its best on the public score while it has selected none, the earlier of equal ones', () => {
    const rows = [
      row('late', 0.9, { submittedAt: at(2) }),
      row('early', 0.9, { submittedAt: at(1) }),
      row('worse', 0.8),
    ];
    assert.deepEqual(chosen(rows, 1), ['early']);
    assert.deepEqual(chosen(rows, 2), ['early', 'late']);
    assert.deepEqual(chosen(rows, 1, true), ['worse']);
  });
  it('are what it selected, and nothing is added to that', () => {
    const rows = [row('best', 0.9), row('wanted', 0.5, { isSelected: true })];
    assert.deepEqual(chosen(rows, 2), ['wanted']);
  });
  it('are the best of what it selected where the event came to allow fewer', () => {
    const rows = [row('one', 0.5, { isSelected: true }), row('two', 0.6, { isSelected: true }), row('three', 0.7)];
    assert.deepEqual(chosen(rows, 1), ['two']);
  });
  it('are chosen team by team', () => {
    const rows = [row('mine', 0.5, { isSelected: true }), row('theirs', 0.4, { teamId: 'other' })];
    assert.deepEqual(chosen(rows, 1), ['mine', 'theirs']);
  });
  it('are few where the team has few, and none of nothing', () => {
    assert.deepEqual(chosen([row('only', null)], 5), ['only']);
    assert.deepEqual(chosen([], 5), []);
  });
  it('are what the definition says, for every set of up to three rows, whatever their order', () => {
    for (const count of [1, 2, 3]) {
      for (const taken of takes(count)) {
        const rows = taken.map((kind, index) => ({ ...kind, submissionId: `s${index}` }));
        for (const max of [1, 2]) {
          for (const isLowerTheBetter of [false, true]) {
            const rule = { isLowerTheBetter, max };
            const got = selectedEntries(rows, rule);
            assert.deepEqual(new Set(got), new Set(byDefinition(rows, rule)));
            assert.deepEqual(selectedEntries(rows.toReversed(), rule), got);
          }
        }
      }
    }
  });
});
