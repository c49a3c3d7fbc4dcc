import type { EntityManager } from '@mikro-orm/postgresql';
import type { SubmissionStanding } from '../submissions/submission.entity.js';
import { Board } from './board.js';
import { readBoardRowsAt } from './board.query.js';
import type { BoardRow } from './board-row.js';

/** What the audit log calls the acts that decide whether a submission counts. */
const standingAfter: Record<string, SubmissionStanding> = {
  withdrawSubmission: 'WITHDRAWN',
  disqualifySubmission: 'DISQUALIFIED',
  reinstateSubmission: 'COUNTED',
};

/**
 * The boards as they were at a moment: what was submitted, judged and counted by then. Not known any more, and so as today:
 * names of teams, who selected what, the official score type; the blend of that time is gone. Reads only submissions that
 * were judged again, or whose standing changed, since.
 */
export async function boardAt(
  em: EntityManager,
  board: Board,
  { eventId, scoreTypes, at }: { eventId: string; scoreTypes: readonly string[]; at: Date },
): Promise<Board> {
  const there = board.nearlyRanked().filter(({ submittedAt }) => submittedAt <= at);
  const judgedAgain = there.filter(({ evaluatedFrom }) => evaluatedFrom > at).map(({ submissionId }) => submissionId);
  const [earlier, standings] = await Promise.all([
    judgedAgain.length === 0 ? [] : readBoardRowsAt(em, judgedAgain, at, scoreTypes),
    readStandingsAt(em, eventId, at),
  ]);
  const earlierById = new Map(earlier.map((row) => [row.submissionId, row]));
  const rows = there.flatMap((row) => {
    const judged = row.evaluatedFrom > at ? earlierById.get(row.submissionId) : row;
    if (judged === undefined) return [];
    return [{ ...asItStood(judged, at), standing: standings.get(row.submissionId) ?? row.standing }];
  });
  return new Board(board.version, rows, null, { own: new Map(), passedOn: new Map() });
}

/** What ended later was still under way. */
const asItStood = (row: BoardRow, at: Date): BoardRow =>
  row.endedAt === null || row.endedAt > at ? { ...row, state: 'RUNNING', reason: null, stats: [] } : row;

/** The standing at the moment of each submission whose standing has changed since. */
async function readStandingsAt(em: EntityManager, eventId: string, at: Date): Promise<Map<string, SubmissionStanding>> {
  const rows = await em.execute<{ id: string; act: string | null }[]>(
    `select distinct a.subject_id as id,
            (select b.act from audit_entry b
              where b.event_id = a.event_id and b.subject_id = a.subject_id and b.act = any(?::text[]) and b.at <= ?
              order by b.at desc, b.id desc limit 1) as act
       from audit_entry a
      where a.event_id = ? and a.at > ? and a.subject_kind = 'submission' and a.act = any(?::text[])`,
    [acts, at, eventId, at, acts],
  );
  return new Map(rows.map(({ id, act }) => [id, act === null ? 'COUNTED' : (standingAfter[act] ?? 'COUNTED')]));
}

const acts = `{${Object.keys(standingAfter).join(',')}}`;
