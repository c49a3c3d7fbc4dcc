import assert from 'node:assert/strict';
import type { EvaluationState } from '@databoard/shared/evaluation-state';
import fc from 'fast-check';
import type { SubmissionStanding } from '../submissions/submission.entity.js';
import { Board, type BoardEntry, type BoardRules } from './board.js';
import { type BoardColumn, boardColumns, scoreColumn, sortEntries, sortValueOf } from './board-columns.js';
import { type BoardKind, boardKinds } from './board-kind.js';
import { filterEntries, pageOf } from './board-page.js';
import { type BoardRow, statCount, statOf, statPlace } from './board-row.js';
import { rowsOfTeam } from './own-rows.js';

const type = (name: string, isLowerTheBetter: boolean) => ({
  ...{ name, isLowerTheBetter, precision: 2 },
  ...{ minimum: null, maximum: null },
});
const scoreTypes = [type('acc', false), type('loss', true)];

const rulesOf = (name: string, kind: 'bagged' | 'mean', entriesMax: number): BoardRules => {
  const scoreType = scoreTypes.find((candidate) => candidate.name === name);
  assert.ok(scoreType);
  return { scoreTypes, official: { scoreType, kind }, entriesMax };
};
const rules = fc
  .tuple(
    fc.constantFrom('acc', 'loss'),
    fc.constantFrom('bagged' as const, 'mean' as const),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([name, kind, max]) => rulesOf(name, kind, max));

// Few values and few instants, so that ties of both kinds are common.
const figure = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, 0.25, 0.5, 1) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
  { weight: 2, arbitrary: fc.double({ noNaN: true }) },
);
const row = fc
  .record({
    team: fc.integer({ min: 0, max: 4 }),
    minute: fc.integer({ min: 0, max: 4 }),
    standing: fc.oneof({ weight: 5, arbitrary: fc.constant('COUNTED') }, fc.constantFrom('WITHDRAWN', 'DISQUALIFIED')),
    state: fc.oneof(
      { weight: 6, arbitrary: fc.constant('SCORED') },
      fc.constantFrom('NEW', 'RUNNING', 'BAGGING', 'TRAINING_ERROR', 'CHECKING_ERROR', 'CANCELLED'),
    ),
    stats: fc.array(figure, { minLength: statCount(2), maxLength: statCount(2) }),
  })
  .map(({ team, minute, standing, state, stats }) => ({
    ...{ teamId: `t${team}`, teamName: `Team ${team}`, submittedAt: new Date(Date.UTC(2030, 0, 1, 0, minute)) },
    ...{ standing: standing as SubmissionStanding, state: state as EvaluationState, stats },
    ...{ isSelected: false, evaluatedFrom: new Date(0), endedAt: null, reason: null },
    ...{ trainSeconds: stats[0] ?? null, validSeconds: 1, testSeconds: null, peakMemoryMiB: 1 },
  }));
const rows = fc
  .array(row, { maxLength: 14 })
  .map((list): BoardRow[] =>
    list.map((each, i) => ({ ...each, submissionId: `s${String(i).padStart(2, '0')}`, submissionName: `n${i % 3}` })),
  );

const boardOf = (list: readonly BoardRow[]) => new Board(1, list, null, { own: new Map(), passedOn: new Map() });
const ids = (entries: readonly BoardEntry[]) => entries.map(({ row: { submissionId } }) => submissionId);

// The definition, written down without sorting: how many are strictly better.
const official = ({ official: { scoreType, kind } }: BoardRules, step: 'valid' | 'test') => {
  const place = statPlace(scoreTypes.indexOf(scoreType as (typeof scoreTypes)[number]), step, kind);
  return (each: BoardRow) => statOf(each, place);
};
const isBetter = (a: BoardRow, b: BoardRow, scoreOf: (each: BoardRow) => number, isLower: boolean) => {
  const [x, y] = [scoreOf(a), scoreOf(b)];
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(y);
  if (x < y) return isLower;
  if (x > y) return !isLower;
  return a.submittedAt < b.submittedAt;
};
const counted = (list: readonly BoardRow[]) =>
  list.filter(({ standing, state }) => standing === 'COUNTED' && state === 'SCORED');
const selected = (list: readonly BoardRow[], given: BoardRules) => {
  const isFirst = (a: BoardRow, b: BoardRow) => {
    const is = (x: BoardRow, y: BoardRow) =>
      isBetter(x, y, official(given, 'valid'), given.official.scoreType.isLowerTheBetter);
    return is(a, b) || (!is(b, a) && a.submissionId < b.submissionId);
  };
  return counted(list).filter(
    (each) =>
      counted(list).filter((other) => other.teamId === each.teamId && isFirst(other, each)).length < given.entriesMax,
  );
};
const onBoard = (list: readonly BoardRow[], kind: BoardKind, given: BoardRules) =>
  kind.endsWith('COMPETITION') ? selected(list, given) : counted(list);
const rankBy = (each: BoardRow, among: readonly BoardRow[], given: BoardRules, step: 'valid' | 'test') =>
  1 +
  among.filter((other) => isBetter(other, each, official(given, step), given.official.scoreType.isLowerTheBetter))
    .length;

const ranked = boardKinds.filter((kind) => kind !== 'IN_PROGRESS' && kind !== 'FAILED');

describe('boards of any submissions', () => {
  it('hold those that they should, each at the rank that the definition gives', () => {
    fc.assert(
      fc.property(rows, rules, fc.constantFrom(...ranked), (list, given, kind) => {
        const entries = boardOf(list).entries(kind, given);
        const among = onBoard(list, kind, given);
        assert.deepEqual(ids(entries).toSorted(), among.map(({ submissionId }) => submissionId).toSorted());
        const step = kind.startsWith('PRIVATE') ? 'test' : 'valid';
        for (const entry of entries) {
          const place = rankBy(entry.row, among, given, step);
          assert.equal(entry.rank, place);
          assert.equal(
            entry.isTied,
            among.some((other) => other !== entry.row && rankBy(other, among, given, step) === place),
          );
          const move = step === 'valid' ? null : rankBy(entry.row, among, given, 'valid') - place;
          assert.equal(entry.move, move);
        }
        assert.deepEqual(
          entries.map(({ rank }) => rank),
          entries.map(({ rank }) => rank).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('are the same whatever order their rows come in, and when made from an older board', () => {
    fc.assert(
      fc.property(
        rows.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        rules,
        fc.constantFrom(...boardKinds),
        ([list, shuffled], given, kind) => {
          const expected = boardOf(list).entries(kind, given);
          assert.deepEqual(boardOf(shuffled).entries(kind, given), expected);
          const before = boardOf(shuffled);
          before.entries('PUBLIC', given);
          assert.deepEqual(boardOf(before.nearlyRanked()).entries(kind, given), expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('say the same upside down when scores and direction are', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const accuracy = rulesOf('acc', 'bagged', 1);
        const negated = list.map((each) => ({ ...each, stats: each.stats.map((value) => -value) }));
        const inverse = {
          ...accuracy,
          official: { ...accuracy.official, scoreType: { ...scoreTypes[0], isLowerTheBetter: true } },
        } as BoardRules;
        assert.deepEqual(
          ids(boardOf(negated).entries('PUBLIC', inverse)),
          ids(boardOf(list).entries('PUBLIC', accuracy)),
        );
      }),
    );
  });

  it('put every submission that counts on one board of public, in progress and failed, but for cancelled ones', () => {
    fc.assert(
      fc.property(rows, rules, (list, given) => {
        const board = boardOf(list);
        const on = (['PUBLIC', 'IN_PROGRESS', 'FAILED'] as const).map((kind) => ids(board.entries(kind, given)));
        const expected = list.filter(({ standing, state }) => standing === 'COUNTED' && state !== 'CANCELLED');
        assert.deepEqual(on.flat().toSorted(), expected.map(({ submissionId }) => submissionId).toSorted());
        assert.deepEqual([board.inProgressCount, board.failedCount], [on[1]?.length, on[2]?.length]);
      }),
    );
  });
});

describe('pages of a board', () => {
  const sortable: BoardColumn[] = boardColumns.filter((column) => column !== 'REASON');
  const view = fc.record({
    column: fc.constantFrom(...sortable),
    typeIndex: fc.constantFrom(0, 1),
    isDescending: fc.boolean(),
    text: fc.constantFrom('', 'n1', 'TEAM 2', '0', 'nothing'),
    mine: fc.boolean(),
    first: fc.integer({ min: 1, max: 6 }),
  });

  it('put together are all rows that pass, sorted by the column, those without a value last', () => {
    fc.assert(
      fc.property(rows, rules, view, (list, given, { column, typeIndex, isDescending, text, mine, first }) => {
        const board = boardOf(list);
        const entries = board.entries('PUBLIC', given);
        const read = sortValueOf(column, typeIndex, board);
        const sorted = sortEntries(entries, read, isDescending);
        assert.deepEqual(ids(sorted).toSorted(), ids(entries).toSorted());
        const values = sorted.map(read).map((value) => (Number.isNaN(value) ? null : value));
        const firstMissing = values.indexOf(null);
        if (firstMissing >= 0) assert.ok(values.slice(firstMissing).every((value) => value === null));
        for (const [i, value] of values.entries()) {
          const next = values[i + 1];
          if (value === null || next == null) continue;
          assert.ok(
            isDescending ? value >= next : value <= next,
            `${scoreColumn(column)?.step}: ${value} before ${next}`,
          );
          if (value === next)
            assert.ok(entries.indexOf(sorted[i] as BoardEntry) < entries.indexOf(sorted[i + 1] as BoardEntry));
        }

        const filtered = filterEntries(sorted, { text, mine }, rowsOfTeam('t1'));
        const passes = ({ row: { teamName, submissionName, teamId } }: BoardEntry) =>
          `${teamName}\n${submissionName}`.toLowerCase().includes(text.toLowerCase()) && (!mine || teamId === 't1');
        assert.deepEqual(filtered, sorted.filter(passes));
        const pages = Array.from({ length: Math.ceil(filtered.length / first) }, (_, page) =>
          pageOf(filtered, { first, offset: page * first, aroundMe: false }, rowsOfTeam(null)),
        );
        assert.deepEqual(
          pages.flatMap((page) => page.rows),
          filtered,
        );

        const around = pageOf(filtered, { first, offset: 3, aroundMe: true }, rowsOfTeam('t1'));
        const own = filtered.find(({ row: { teamId } }) => teamId === 't1');
        if (own !== undefined) {
          assert.ok(around.rows.includes(own));
          assert.equal(around.rows.length, Math.min(first, filtered.length));
        } else assert.equal(around.offset, 3);
        assert.deepEqual(around.rows, filtered.slice(around.offset, around.offset + first));
      }),
      { numRuns: 400 },
    );
  });
});
