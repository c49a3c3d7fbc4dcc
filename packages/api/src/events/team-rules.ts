/** Who may compete together in an event, until when teams change, and how many submissions one may choose for the final. */
export interface TeamRules {
  maxTeamSize: number;
  /** Null: until the event closes. */
  teamsFreezeAt: Date | null;
  /** Null: a team’s best submission on the public score is taken. */
  finalSelectionMax: number | null;
}

/** The rules of an event whose organiser has set none: everybody alone, the best submission counts. */
export const defaultTeamRules: TeamRules = { maxTeamSize: 1, teamsFreezeAt: null, finalSelectionMax: null };
