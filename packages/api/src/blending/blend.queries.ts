import type { EntityManager } from '@mikro-orm/postgresql';
import { Blend } from './blend.entity.js';

/** The blends of each event, the newest last: at most the waiting one and the last of each end. */
export async function findBlends(em: EntityManager, eventIds: readonly string[]): Promise<Map<string, Blend[]>> {
  const found = await em.find(
    Blend,
    { event: { $in: [...eventIds] } },
    { orderBy: { createdAt: 'asc', id: 'asc' }, refresh: true },
  );
  return Map.groupBy(found, (blend) => blend.event.id);
}

/** How the last blend of an event that is not waiting ended; null when there was none. */
export const findLatestEnd = (em: EntityManager, eventId: string): Promise<Blend | null> =>
  em.findOne(Blend, { event: eventId, state: { $ne: 'WAITING' } }, { orderBy: { endedAt: 'desc' } });

/** Which submission each of these evaluations is about. */
export async function findSubmissionIds(
  em: EntityManager,
  evaluationIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await em.execute<{ id: string; submission_id: string }[]>(
    'select id, submission_id from evaluation where id = any(?::uuid[])',
    [`{${evaluationIds.join(',')}}`],
  );
  return new Map(rows.map(({ id, submission_id }) => [id, submission_id]));
}

/** Removes all that ended in the event; true when there was something. */
export const forgetBlends = async (tx: EntityManager, eventId: string): Promise<boolean> =>
  (await tx.nativeDelete(Blend, { event: eventId, state: { $ne: 'WAITING' } })) > 0;
