interface OfTeam {
  teamId: string;
}

/** Which rows of an event's boards are the viewer's own. */
export interface OwnRows {
  /** For what an answer holds and in which order. Where one is made for many viewers, asking this ends it. */
  own(row: OfTeam): boolean;
  /** For saying so beside a row, and for nothing else. */
  mark(row: OfTeam): boolean;
}

/** Rows of the viewer's team; null: has none in the event. */
export function rowsOfTeam(teamId: string | null): OwnRows {
  const own = (row: OfTeam) => row.teamId === teamId;
  return { own, mark: own };
}
