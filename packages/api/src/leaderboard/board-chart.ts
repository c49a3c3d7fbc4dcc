import { compareScores, finiteOrNull } from '../submissions/official-score.js';
import { type Board, type BoardRules, officialOf } from './board.js';
import type { BoardRow } from './board-row.js';
import type { OwnRows } from './own-rows.js';

/** A scored submission in the charts of an event. */
interface ChartPoint {
  row: BoardRow;
  value: number;
}

/** More points than a screen has room for say nothing more. */
export const chartPointsMax = 2000;

/** The public scores of an event over time, and those that were the best when they were sent. */
export interface BoardChart {
  totalCount: number;
  /** By time. Where there are too many, those of the best and of the viewer's team, and an even choice of the others. */
  points: ChartPoint[];
  best: ChartPoint[];
}

/** Public scores alone: what the public board shows, by time. Rows without a finite score are left out. */
export function boardChart(board: Board, rules: BoardRules, ownRows: OwnRows): BoardChart {
  const publicScoreOf = officialOf(rules, 'valid');
  const all = board
    .entries('PUBLIC', rules)
    .flatMap(({ row }) => {
      const value = finiteOrNull(publicScoreOf(row));
      return value === null ? [] : [{ row, value }];
    })
    .toSorted(
      (a, b) =>
        a.row.submittedAt.getTime() - b.row.submittedAt.getTime() || (a.row.submissionId < b.row.submissionId ? -1 : 1),
    );
  const best: ChartPoint[] = [];
  for (const point of all) {
    const before = best.at(-1)?.value ?? null;
    if (compareScores(point.value, before, rules.official.scoreType.isLowerTheBetter) < 0) best.push(point);
  }
  return { totalCount: all.length, points: thinned(all, best, ownRows), best };
}

function thinned(all: readonly ChartPoint[], best: readonly ChartPoint[], ownRows: OwnRows): ChartPoint[] {
  if (all.length <= chartPointsMax) return [...all];
  const kept = new Set(best.slice(-chartPointsMax / 4));
  const own = all.filter(({ row }) => ownRows.own(row)).slice(-chartPointsMax / 4);
  for (const point of own) kept.add(point);
  const every = Math.ceil(all.length / (chartPointsMax - kept.size));
  return all.filter((point, index) => kept.has(point) || index % every === 0);
}
