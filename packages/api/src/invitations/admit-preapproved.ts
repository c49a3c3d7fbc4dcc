import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { decideWithin } from '../events/decide-participations.js';
import { findEventById } from '../events/event.queries.js';

/**
 * Until the transaction ends, nobody changes whom an event approves beforehand while somebody `reads` it, and nobody reads
 * it while somebody `writes` it: else of two who act at once, each would miss the other.
 */
export async function lockPreapprovals(tx: EntityManager, eventId: string, act: 'reads' | 'writes'): Promise<void> {
  const lock = act === 'reads' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.execute(`select ${lock}(hashtextextended('preapprovals of ' || ?, 0))`, [eventId]);
}

/** The participations that wait although a member's proven address is approved beforehand; of one member, or of any. */
export async function findPreapproved(
  tx: EntityManager,
  { eventId, userId }: { eventId: string; userId: string | null },
): Promise<string[]> {
  const rows = await tx.execute<{ id: string }[]>(
    `select p.id from participation p
      where p.event_id = ? and p.state = 'ASKED' and exists (
        select 1 from team_member m
          join "user" u on u.id = m.user_id and u.email_confirmed_at is not null
          join preapproval a on a.event_id = m.event_id
           and (a.pattern = u.email or a.pattern = '@' || split_part(u.email, '@', 2))
         where m.team_id = p.team_id and u.id = coalesce(?::uuid, u.id))
      order by p.id for no key update of p`,
    [eventId, userId],
  );
  return rows.map(({ id }) => id);
}

/** Whoever has just proven an address is in wherever they wait and the organisers have approved it beforehand. */
export async function admitPreapproved(tx: EntityManager, userId: string, { clock }: { clock: Clock }): Promise<void> {
  const waiting = await tx.execute<{ event_id: string }[]>(
    `select p.event_id from participation p
       join team_member m on m.team_id = p.team_id and m.user_id = ?
       join event e on e.id = p.event_id
      where p.state = 'ASKED' and e.deleted_at is null and e.archived_at is null and e.closes_at > ?
      order by p.event_id`,
    [userId, clock.now()],
  );
  for (const { event_id: eventId } of waiting) {
    await lockPreapprovals(tx, eventId, 'reads');
    const participationIds = await findPreapproved(tx, { eventId, userId });
    const event = participationIds.length === 0 ? null : await findEventById(tx, eventId);
    if (event !== null) {
      await decideWithin(tx, null, { event, participationIds, state: 'APPROVED', note: null }, { clock });
    }
  }
}
