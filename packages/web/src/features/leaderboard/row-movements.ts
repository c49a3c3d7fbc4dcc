/** What the comparison needs to know of a row. */
export interface RankedRow {
  submissionId: string;
  /** Null where nothing ranks. */
  rank?: number | null;
  teamName: string;
  submissionName: string;
  isMine: boolean;
  scores: readonly { value?: number | null }[];
}

/** The rows that brought something new: entered the board, or carry another official score than before. */
export function freshRows(before: readonly RankedRow[], after: readonly RankedRow[]): RankedRow[] {
  const known = new Map(before.map((row) => [row.submissionId, row.scores[0]?.value]));
  return after.filter((row) => !known.has(row.submissionId) || known.get(row.submissionId) !== row.scores[0]?.value);
}

/** The change in a sentence for those who listen rather than look; empty when nothing entered. */
export function changeWords(before: readonly RankedRow[], after: readonly RankedRow[], size: number): string {
  const fresh = freshRows(before, after);
  if (fresh.some(({ rank }) => rank == null)) return '';
  const mine = fresh.find((row) => row.isMine);
  if (mine) return `Your submission ${mine.submissionName} is on the board at rank ${mine.rank} of ${size}.`;
  const first = fresh[0];
  if (!first) return '';
  if (fresh.length > 1) return `${fresh.length} new scores on the board.`;
  return `${first.submissionName} by ${first.teamName} is on the board at rank ${first.rank} of ${size}.`;
}
