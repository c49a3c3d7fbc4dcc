import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { Team } from './team.entity.js';
import { TeamMember } from './team-member.entity.js';
import { nameKey } from './team-name.js';

/**
 * Makes a team of one for each of the users, called like the user or with a number behind: in three statements, however
 * many there are. Answers with the teams by user. Breaks a unique constraint where one of them competes there already.
 */
export async function createOwnTeams(
  users: readonly { id: string; username: string }[],
  eventId: string,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<Map<string, string>> {
  if (users.length === 0) return new Map();
  const now = clock.now();
  const taken = await findTakenKeys(
    users.map(({ username }) => username),
    eventId,
    em,
  );
  const teams = users.map((user) => ({ user, id: randomUUID(), name: takeName(user.username, taken) }));
  await em.insertMany(
    Team,
    teams.map(({ id, name }) => ({ id, event: eventId, name, nameKey: nameKey(name), createdAt: now })),
  );
  await em.insertMany(
    TeamMember,
    teams.map(({ id, user }) => ({ team: id, user: user.id, event: eventId, isLeader: true, joinedAt: now })),
  );
  return new Map(teams.map(({ id, user }) => [user.id, id]));
}

/** The names that teams of the event have among these, and among those made from them by a number behind. */
async function findTakenKeys(names: readonly string[], eventId: string, em: EntityManager): Promise<Set<string>> {
  const rows = await em.execute<{ name_key: string }[]>(
    `with wanted as (select distinct json_array_elements_text(?::json) as key)
     select t.name_key from team t
      where t.event_id = ? and (t.name_key in (select key from wanted)
         or regexp_replace(t.name_key, '-[0-9]+$', '') in (select key from wanted))`,
    [JSON.stringify(names.map(nameKey)), eventId],
  );
  return new Set(rows.map((row) => row.name_key));
}

function takeName(username: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? username : `${username}-${number}`;
    const key = nameKey(name);
    if (taken.has(key)) continue;
    taken.add(key);
    return name;
  }
}
