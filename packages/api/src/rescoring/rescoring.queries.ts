import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Rescoring } from './rescoring.entity.js';

const withOwners = ['event', 'fromVersion', 'toVersion', 'requestedBy', 'endedBy'] as const;

/** A rescoring with its owners; null when there is none. */
export const findRescoring = (em: EntityManager, id: string): Promise<Rescoring | null> =>
  em.findOne(Rescoring, { id }, { populate: withOwners, strategy: 'joined', refresh: true });

/** An event's rescorings, newest first. */
export const listRescorings = (em: EntityManager, eventId: string): Promise<Rescoring[]> =>
  em.find(
    Rescoring,
    { event: eventId },
    { populate: withOwners, strategy: 'joined', orderBy: { createdAt: 'desc', id: 'desc' } },
  );

/** The rescoring, its row locked until the transaction ends; null when there is none. Always locked before its evaluations. */
export const lockRescoring = (tx: EntityManager, id: string): Promise<Rescoring | null> =>
  tx.findOne(Rescoring, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });

/** Whether an evaluation of the rescoring still waits. */
export async function hasWaiting(tx: EntityManager, rescoringId: string): Promise<boolean> {
  const [row] = await tx.execute<{ waits: boolean }[]>(
    "select exists (select from rescored_evaluation where rescoring_id = ? and state = 'WAITING') as waits",
    [rescoringId],
  );
  return row?.waits === true;
}

/** How far a rescoring is. */
export interface RescoringCounts {
  waiting: number;
  done: number;
  failed: number;
}

/** Counts the evaluations of each rescoring. */
export async function countRescored(
  em: EntityManager,
  rescoringIds: readonly string[],
): Promise<Map<string, RescoringCounts>> {
  const rows = await em.execute<(RescoringCounts & { id: string })[]>(
    `select rescoring_id as id, (count(*) filter (where state = 'WAITING'))::int as waiting,
            (count(*) filter (where state = 'DONE'))::int as done,
            (count(*) filter (where state = 'FAILED'))::int as failed
       from rescored_evaluation where rescoring_id = any(?::uuid[]) group by rescoring_id`,
    [`{${rescoringIds.join(',')}}`],
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/**
 * How many of an event's current evaluations a rescoring leaves as they are: those that ended without predictions of every
 * fold (to be run again, if the correction concerns them), and those that have not ended.
 */
export async function countLeftOut(
  em: EntityManager,
  { eventId, versionId }: { eventId: string; versionId: string },
): Promise<{ withoutPredictions: number; unfinished: number }> {
  const [row] = await em.execute<{ without: number; unfinished: number }[]>(
    `select (count(*) filter (where e.state in ('NEW', 'RUNNING', 'BAGGING')))::int as unfinished,
            (count(*) filter (where e.state not in ('NEW', 'RUNNING', 'BAGGING') and exists
              (select from fold_run f where f.evaluation_id = e.id and f.state <> 'SCORED')))::int as without
       from participation p
       join submission s on s.participation_id = p.id
       join evaluation e on e.submission_id = s.id and e.is_current
      where p.event_id = ? and e.problem_version_id = ?`,
    [eventId, versionId],
  );
  return { withoutPredictions: row?.without ?? 0, unfinished: row?.unfinished ?? 0 };
}
