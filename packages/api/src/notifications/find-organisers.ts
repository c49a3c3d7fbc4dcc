import type { EntityManager } from '@mikro-orm/postgresql';

/** Who is told what organisers of an event should know: its own admins, or all site admins where it has none. */
export async function findOrganisers(em: EntityManager, eventId: string): Promise<string[]> {
  const own = await em.execute<{ id: string }[]>(
    `select u.id from event_admin a join "user" u on u.id = a.user_id where a.event_id = ? and u.state = 'ACTIVE'`,
    [eventId],
  );
  if (own.length > 0) return own.map(({ id }) => id);
  return findSiteAdmins(em);
}

/** Who is told what site admins should know. */
export async function findSiteAdmins(em: EntityManager): Promise<string[]> {
  const admins = await em.execute<{ id: string }[]>(`select id from "user" where is_admin and state = 'ACTIVE'`);
  return admins.map(({ id }) => id);
}
