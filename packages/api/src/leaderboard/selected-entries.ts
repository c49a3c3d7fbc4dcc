import { compareScores } from '../submissions/official-score.js';

/** A submission that counts and is scored, as the choice of a team's entries sees it. */
interface Candidate {
  submissionId: string;
  teamId: string;
  /** In full precision; NaN or null is worse than everything. */
  publicScore: number | null;
  submittedAt: Date;
  /** Its team wants it in the final. */
  isSelected: boolean;
}

/**
 * Every team's entries in the competition, best first: those that the team has selected and that still count, nothing added
 * to them; of a team without any, its best on the public score. At most `max` of each team; the earlier of equal ones.
 */
export function selectedEntries<T extends Candidate>(
  rows: readonly T[],
  { isLowerTheBetter, max }: { isLowerTheBetter: boolean; max: number },
): T[] {
  const bestFirst = rows.toSorted(
    (a, b) =>
      compareScores(a.publicScore, b.publicScore, isLowerTheBetter) ||
      a.submittedAt.getTime() - b.submittedAt.getTime() ||
      // Two of one instant: any order would do, but it must always be the same.
      (a.submissionId < b.submissionId ? -1 : 1),
  );
  return [...Map.groupBy(bestFirst, ({ teamId }) => teamId).values()].flatMap((ofTeam) => {
    const selected = ofTeam.filter(({ isSelected }) => isSelected);
    return (selected.length > 0 ? selected : ofTeam).slice(0, max);
  });
}
