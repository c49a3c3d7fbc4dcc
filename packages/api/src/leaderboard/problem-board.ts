import type { Event } from '../events/event.entity.js';
import { type OfficialScore, officialScoreOf } from '../submissions/official-score.js';
import type { Board, BoardEntry, BoardRules } from './board.js';
import { officialOf } from './board.js';
import { rank } from './rank.js';

/** The public board of one event that goes into a problem's. */
export interface EventBoard {
  event: Event;
  board: Board;
  rules: BoardRules;
}

/** A row of a problem's board, with the event that it comes from. */
export interface ProblemEntry {
  source: EventBoard;
  row: BoardEntry['row'];
  value: number;
  rank: number;
  isTied: boolean;
}

/**
 * Which events of a problem can be compared: those that rank by the same score in the same way as the first of them, which
 * is the latest. Scores of other versions' data may differ; the page says of each row which event it is from.
 */
export async function comparableEvents(
  events: readonly Event[],
): Promise<{ events: Event[]; official: OfficialScore | null }> {
  const officials = await Promise.all(
    events.map(async (event) => officialScoreOf(event, (await event.problemVersion.loadOrFail()).description)),
  );
  const [first] = officials;
  if (first === undefined) return { events: [], official: null };
  const isSame = ({ scoreType, kind }: OfficialScore) =>
    scoreType.name === first.scoreType.name &&
    scoreType.isLowerTheBetter === first.scoreType.isLowerTheBetter &&
    kind === first.kind;
  return { official: first, events: events.filter((_, index) => isSame(officials[index] ?? first)) };
}

/** The public boards of several events as one, ranked as each of them is. */
export function problemBoard(boards: readonly EventBoard[], isLowerTheBetter: boolean): ProblemEntry[] {
  const rows = boards.flatMap((source) => {
    const publicScoreOf = officialOf(source.rules, 'valid');
    return source.board.entries('PUBLIC', source.rules).map(({ row }) => ({
      ...{ source, row, value: publicScoreOf(row) },
      ...{ submissionId: row.submissionId, submittedAt: row.submittedAt },
    }));
  });
  return rank(rows, { scoreOf: ({ value }) => value, isLowerTheBetter }).map((ranked) => ({
    ...{ source: ranked.row.source, row: ranked.row.row, value: ranked.row.value },
    ...{ rank: ranked.rank, isTied: ranked.isTied },
  }));
}
