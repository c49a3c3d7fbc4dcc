import type { EntityManager } from '@mikro-orm/postgresql';
import { touchEventBoard } from '../leaderboard/touch-board.js';
import { lockTeams } from './lock-teams.js';
import { makeLeader, removeMember } from './move-members.js';
import { nameKey } from './team-name.js';

/** Whose account goes: as it was called before, and as it is called from now on. */
interface Leaving {
  id: string;
  username: string;
  email: string;
  newName: string;
}

/**
 * Takes a user whose account is deleted out of teams: others lead on, where there are any; what was called like the user gets
 * the new name. Inside a transaction that has locked the user. Returns the events whose boards show another name now.
 */
export async function forgetInTeams(
  tx: EntityManager,
  { id, username, email, newName }: Leaving,
  now: Date,
): Promise<string[]> {
  await tx.execute('delete from team_invitation where user_id = ? or invitee_key in (?, ?)', [
    id,
    nameKey(username),
    nameKey(email),
  ]);
  const memberships = await tx.execute<{ team_id: string; is_closed: boolean }[]>(
    `select m.team_id, e.closes_at <= ? as is_closed from team_member m join event e on e.id = m.event_id where m.user_id = ?`,
    [now, id],
  );
  const locked = await lockTeams(
    tx,
    memberships.map(({ team_id }) => team_id),
  );
  for (const { team_id, is_closed } of memberships) {
    const team = locked.get(team_id);
    const next = team?.members.find(({ userId }) => userId !== id);
    if (team === undefined || next === undefined) continue;
    // Once the event has closed, who was in a team stays in it.
    if (!is_closed) await removeMember(tx, team, id, now);
    else if (team.members[0]?.userId === id) await makeLeader(tx, team, next.userId);
  }
  const renamed = await tx.execute<{ event_id: string }[]>(
    'update team set name = ?, name_key = ? where id = any(?::uuid[]) and name_key = ? returning event_id',
    [newName, nameKey(newName), `{${memberships.map(({ team_id }) => team_id).join(',')}}`, nameKey(username)],
  );
  const alone = await tx.execute<{ event_id: string }[]>(
    `update team t set name = ?, name_key = ?
      where name_key <> ? and exists (select 1 from team_member m where m.team_id = t.id and m.user_id = ?)
        and not exists (select 1 from team_member m where m.team_id = t.id and m.user_id <> ?)
      returning event_id`,
    [newName, nameKey(newName), nameKey(newName), id, id],
  );
  const eventIds = [...renamed, ...alone].map(({ event_id }) => event_id);
  for (const eventId of eventIds.toSorted()) await touchEventBoard(tx, eventId);
  return eventIds;
}
