import { compareScores } from '../submissions/official-score.js';

/** What ranking looks at. */
export interface Rankable {
  submissionId: string;
  submittedAt: Date;
}

/** A row in its place. */
export interface Ranked<T> {
  row: T;
  rank: number;
  /** Another row has the same rank. */
  isTied: boolean;
}

/**
 * Best score first, NaN and null last, then the earlier submission. Rows equal on both share a rank, and the next one skips:
 * 1, 2, 2, 4. The order does not depend on the order given, though it is found faster where that is nearly it.
 */
export function rank<T extends Rankable>(
  rows: readonly T[],
  { scoreOf, isLowerTheBetter }: { scoreOf: (row: T) => number | null; isLowerTheBetter: boolean },
): Ranked<T>[] {
  const compare = (a: T, b: T) =>
    compareScores(scoreOf(a), scoreOf(b), isLowerTheBetter) || a.submittedAt.getTime() - b.submittedAt.getTime();
  const sorted = rows.toSorted((a, b) => compare(a, b) || (a.submissionId < b.submissionId ? -1 : 1));
  const ranked: Ranked<T>[] = [];
  let previous: Ranked<T> | undefined;
  for (const row of sorted) {
    const isTied = previous !== undefined && compare(previous.row, row) === 0;
    if (isTied && previous !== undefined) previous.isTied = true;
    previous = { row, rank: isTied && previous !== undefined ? previous.rank : ranked.length + 1, isTied };
    ranked.push(previous);
  }
  return ranked;
}
