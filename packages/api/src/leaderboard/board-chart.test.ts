import assert from 'node:assert/strict';
import { Board, type BoardRules } from './board.js';
import { boardChart, chartPointsMax } from './board-chart.js';
import { type BoardRow, statCount } from './board-row.js';
import { rowsOfTeam } from './own-rows.js';

const rules = (isLowerTheBetter: boolean): BoardRules => {
  const scoreType = { name: 'loss', precision: 2, isLowerTheBetter, minimum: null, maximum: null };
  return { scoreTypes: [scoreType], official: { scoreType, kind: 'bagged' }, entriesMax: 1 };
};
const row = (index: number, value: number, teamId = 't'): BoardRow => ({
  ...{ submissionId: `s${index}`, submissionName: `n${index}`, teamId, teamName: teamId },
  ...{ submittedAt: new Date(1000 * index), standing: 'COUNTED', isSelected: false, state: 'SCORED' },
  ...{ evaluatedFrom: new Date(0), endedAt: null, reason: null },
  ...{ trainSeconds: 1, validSeconds: 1, testSeconds: 1, peakMemoryMiB: 1 },
  // Every other figure is one that no chart may show.
  stats: new Array<number>(statCount(1)).fill(-99).with(3, value),
});
const chartOf = (rows: BoardRow[], isLower = false, mine: string | null = null) =>
  boardChart(new Board(1, rows, null, { own: new Map(), passedOn: new Map() }), rules(isLower), rowsOfTeam(mine));

describe('charts of a board', () => {
  const values = [0.5, 0.4, 0.6, Number.NaN, 0.6, 0.1, Number.POSITIVE_INFINITY];
  const rows = values.map((value, index) => row(index, value)).toReversed();

  it('are by time, without what is not finite, and follow the direction of the score', () => {
    assert.deepEqual(
      chartOf(rows).points.map(({ value }) => value),
      [0.5, 0.4, 0.6, 0.6, 0.1],
    );
    assert.deepEqual(
      chartOf(rows).best.map(({ value }) => value),
      [0.5, 0.6],
    );
    assert.deepEqual(
      chartOf(rows, true).best.map(({ value }) => value),
      [0.5, 0.4, 0.1],
    );
    assert.deepEqual(chartOf([]), { totalCount: 0, points: [], best: [] });
  });

  it('of many submissions keep the best, the viewer’s own and an even choice of the others', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      row(index, index === 7777 ? 2 : 0.5, index === 4321 ? 'me' : 't'),
    );
    const { totalCount, points, best } = chartOf(many, false, 'me');
    assert.equal(totalCount, 10_000);
    assert.ok(points.length <= chartPointsMax && points.length > chartPointsMax / 2);
    const shown = new Set(points.map(({ row: { submissionId } }) => submissionId));
    for (const id of ['s0', 's4321', 's7777']) assert.ok(shown.has(id), id);
    assert.deepEqual(
      best.map(({ row: { submissionId } }) => submissionId),
      ['s0', 's7777'],
    );
  });
});
