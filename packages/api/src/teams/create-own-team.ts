import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { TeamMember } from './team-member.entity.js';
import { nameKey } from './team-name.js';

/**
 * Makes the team of one with which a user enters an event, called like the user, or with a number behind where another team
 * has that name. Inside a transaction that has found that the user may enter; breaks a unique constraint where the user
 * competes there already.
 */
export async function createOwnTeam(
  user: { id: string; username: string },
  eventId: string,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ id: string }> {
  const now = clock.now();
  const id = crypto.randomUUID();
  for (let number = 1; ; number++) {
    const name = number === 1 ? user.username : `${user.username}-${number}`;
    // A team that is just being renamed may be faster; its name is taken then.
    const made = await em.execute<unknown[]>(
      `insert into team (id, event_id, name, name_key, created_at) values (?, ?, ?, ?, ?)
       on conflict (event_id, name_key) do nothing returning id`,
      [id, eventId, name, nameKey(name), now],
    );
    if (made.length > 0) break;
  }
  await em.insert(TeamMember, { team: id, user: user.id, event: eventId, isLeader: true, joinedAt: now });
  // Whoever let the user in again is asked no more.
  await em.execute('delete from team_departure where event_id = ? and user_id = ?', [eventId, user.id]);
  return { id };
}
