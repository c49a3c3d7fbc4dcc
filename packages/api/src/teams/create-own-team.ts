import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { Team } from './team.entity.js';
import { TeamMember } from './team-member.entity.js';
import { nameKey } from './team-name.js';

/**
 * Makes the team of one with which a user enters an event, called like the user. Inside a transaction; breaks a unique
 * constraint where the user competes there already.
 */
export async function createOwnTeam(
  user: { id: string; username: string },
  eventId: string,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ id: string }> {
  const now = clock.now();
  const name = await freeName(user.username, eventId, em);
  const id = await em.insert(Team, {
    id: crypto.randomUUID(),
    event: eventId,
    name,
    nameKey: nameKey(name),
    createdAt: now,
  });
  await em.insert(TeamMember, { team: id, user: user.id, event: eventId, isLeader: true, joinedAt: now });
  return { id };
}

/** The username, or the first of `username-2`, `username-3` … that no team of the event has. */
async function freeName(username: string, eventId: string, em: EntityManager): Promise<string> {
  const taken = await em.execute<{ name_key: string }[]>(
    `select name_key from team where event_id = ? and starts_with(name_key, ?)`,
    [eventId, nameKey(username)],
  );
  const keys = new Set(taken.map(({ name_key }) => name_key));
  for (let number = 1; ; number++) {
    const name = number === 1 ? username : `${username}-${number}`;
    if (!keys.has(nameKey(name))) return name;
  }
}
