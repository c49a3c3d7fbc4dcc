import type { EntityManager } from '@mikro-orm/postgresql';
import type { ParticipationState } from '../events/participation.entity.js';

/** One member of a locked team. */
export interface LockedMember {
  userId: string;
  username: string;
  email: string;
  isLeader: boolean;
}

/** A team that nobody else changes, and that submits nothing, until the transaction ends. */
export interface LockedTeam {
  id: string;
  name: string;
  eventId: string;
  participationId: string;
  state: ParticipationState;
  /** The leader first, then who has been in it longest. */
  members: LockedMember[];
  hasSubmitted: boolean;
  takesRequests: boolean;
}

/**
 * Locks teams by their participations, as submitting does, in an order that all keep. Teams that are gone are missing.
 * Whoever locks a user as well does so before.
 */
export async function lockTeams(tx: EntityManager, teamIds: readonly string[]): Promise<Map<string, LockedTeam>> {
  const ids = `{${teamIds.join(',')}}`;
  // Not "for update": the scheduler writes rows that refer to a participation, and must not wait.
  await tx.execute('select from participation where team_id = any(?::uuid[]) order by id for no key update', [ids]);
  // Read again, now that nobody can change it: the lock may have waited for who did.
  const teams = await tx.execute<
    {
      id: string;
      name: string;
      event_id: string;
      participation_id: string;
      state: ParticipationState;
      has_submitted: boolean;
      takes_requests: boolean;
    }[]
  >(
    `select t.id, t.name, t.event_id, t.takes_requests, p.id as participation_id, p.state,
            exists (select 1 from submission s where s.participation_id = p.id) as has_submitted
       from team t join participation p on p.team_id = t.id where t.id = any(?::uuid[])`,
    [ids],
  );
  const members = await tx.execute<(LockedMember & { teamId: string })[]>(
    `select m.team_id as "teamId", u.id as "userId", u.username, u.email, m.is_leader as "isLeader"
       from team_member m join "user" u on u.id = m.user_id
      where m.team_id = any(?::uuid[]) order by m.is_leader desc, m.joined_at, u.id`,
    [ids],
  );
  const byTeam = Map.groupBy(members, ({ teamId }) => teamId);
  return new Map(
    teams.map((team) => [
      team.id,
      {
        id: team.id,
        name: team.name,
        eventId: team.event_id,
        participationId: team.participation_id,
        state: team.state,
        // Somebody always leads.
        members: (byTeam.get(team.id) ?? []).map((member, index) => ({ ...member, isLeader: index === 0 })),
        hasSubmitted: team.has_submitted,
        takesRequests: team.takes_requests,
      },
    ]),
  );
}

/** Makes a user's own acts take turns: no two of them can bring the same user into two teams. */
export async function lockUser(tx: EntityManager, userId: string): Promise<void> {
  await tx.execute('select from "user" where id = ? for no key update', [userId]);
}

/** The user's team in an event; null without one. */
export async function teamIdOf(tx: EntityManager, userId: string, eventId: string): Promise<string | null> {
  const [row] = await tx.execute<{ team_id: string }[]>(
    'select team_id from team_member where event_id = ? and user_id = ?',
    [eventId, userId],
  );
  return row?.team_id ?? null;
}
