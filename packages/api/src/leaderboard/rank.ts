import { compareScores } from '../submissions/official-score.js';

/** What ranking looks at. */
export interface Rankable {
  /** In full precision; NaN or null ranks last. */
  officialScore: number | null;
  submittedAt: Date;
}

/**
 * Best official score first, then the earlier submission. Rows equal on both share a rank, and the next one skips:
 * 1, 2, 2, 4.
 */
export function rank<T extends Rankable>(rows: readonly T[], isLowerTheBetter: boolean): (T & { rank: number })[] {
  const compare = (a: T, b: T) =>
    compareScores(a.officialScore, b.officialScore, isLowerTheBetter) ||
    a.submittedAt.getTime() - b.submittedAt.getTime();
  const sorted = rows.toSorted(compare);
  let shared = 1;
  return sorted.map((row, index) => {
    const previous = sorted[index - 1];
    if (previous !== undefined && compare(previous, row) !== 0) shared = index + 1;
    return { ...row, rank: shared };
  });
}
