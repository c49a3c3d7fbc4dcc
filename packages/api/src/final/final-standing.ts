/** A submission that counts for its team in the final. Scores in full precision; null where not finite. */
export interface FinalEntry {
  submissionId: string;
  name: string;
  submittedAt: string;
  publicScore: number | null;
  privateScore: number | null;
}

/** A team's place in the final, as it is kept: by its best entry on each score. */
export interface FinalStanding {
  teamId: string;
  teamName: string;
  /** Who was in the team then, by id: names may change, or go. */
  memberIds: string[];
  /** Null where no entry has such a score. */
  publicRank: number | null;
  privateRank: number | null;
  publicScore: number | null;
  privateScore: number | null;
  entries: FinalEntry[];
}
