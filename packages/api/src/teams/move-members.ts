import type { EntityManager } from '@mikro-orm/postgresql';
import type { Event } from '../events/event.entity.js';
import { type Refusal, refusal } from '../refusal.js';
import type { LockedTeam } from './lock-teams.js';

/** Why a team has no room for so many more; null when it has. */
export const refuseSize = (
  team: LockedTeam,
  more: number,
  { maxTeamSize }: Pick<Event, 'maxTeamSize'>,
): Refusal | null =>
  team.members.length + more <= (maxTeamSize ?? 1)
    ? null
    : refusal(
        'TOO_MANY',
        `Teams of this event have at most ${maxTeamSize} ${maxTeamSize === 1 ? 'member' : 'members'}.`,
      );

/** Takes a user into a locked team. Who is in another team of the event breaks a unique constraint. */
export async function addMember(tx: EntityManager, team: LockedTeam, userId: string, now: Date): Promise<void> {
  await dropRequests(tx, team, userId, now);
  await tx.execute('delete from team_departure where event_id = ? and user_id = ?', [team.eventId, userId]);
  await tx.execute(
    'insert into team_member (team_id, user_id, event_id, is_leader, joined_at) values (?, ?, ?, false, ?)',
    [team.id, userId, team.eventId, now],
  );
}

/** Takes a user out of a locked team; what the team has submitted stays with it. The next in line leads, if need be. */
export async function removeMember(tx: EntityManager, team: LockedTeam, userId: string, now: Date): Promise<void> {
  await tx.execute('delete from team_member where team_id = ? and user_id = ?', [team.id, userId]);
  await dropRequests(tx, team, userId, now);
  // Who was turned down must not get another answer by asking again.
  if (team.hasSubmitted || team.state === 'REJECTED') {
    await tx.execute(
      `insert into team_departure (event_id, user_id, team_id, at) values (?, ?, ?, ?)
       on conflict (event_id, user_id) do update set team_id = excluded.team_id, at = excluded.at`,
      [team.eventId, userId, team.id, now],
    );
  }
  const [first] = team.members.filter((member) => member.userId !== userId);
  if (first === undefined) await dissolve(tx, team);
  else await makeLeader(tx, team, first.userId);
}

/** Who comes into a team of an event, or leaves one, asks no other any more: a yes would come as a surprise. */
async function dropRequests(tx: EntityManager, { eventId }: LockedTeam, userId: string, now: Date): Promise<void> {
  await tx.execute(
    `update team_invitation i set state = 'REVOKED', ended_at = ? from team t
      where t.id = i.team_id and t.event_id = ? and i.user_id = ? and i.kind = 'REQUEST' and i.state = 'PENDING'`,
    [now, eventId, userId],
  );
}

/** One of the members leads from here on, and nobody else. */
export async function makeLeader(tx: EntityManager, team: LockedTeam, userId: string): Promise<void> {
  await tx.execute('update team_member set is_leader = false where team_id = ? and is_leader and user_id <> ?', [
    team.id,
    userId,
  ]);
  await tx.execute('update team_member set is_leader = true where team_id = ? and user_id = ?', [team.id, userId]);
}

/** Ends a locked team without submissions: its participation with the draft goes, its members are free. */
export async function dissolve(tx: EntityManager, team: LockedTeam): Promise<void> {
  await tx.execute('delete from participation where id = ?', [team.participationId]);
  await tx.execute('delete from team where id = ?', [team.id]);
}
