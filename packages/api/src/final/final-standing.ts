/** A submission that counts for its team in the final. Scores in full precision; null where not finite. */
interface FinalEntry {
  submissionId: string;
  publicScore: number | null;
  privateScore: number | null;
}

/**
 * A team's place in the final, by its best entry on each score. Kept for good, and therefore without names: they may have to
 * go when an account is deleted.
 */
export interface FinalStanding {
  teamId: string;
  memberIds: string[];
  publicRank: number;
  privateRank: number;
  publicScore: number | null;
  privateScore: number | null;
  /** Best private score first. */
  entries: FinalEntry[];
}
