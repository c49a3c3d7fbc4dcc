import type { EntityManager } from '@mikro-orm/postgresql';
import type { Event } from '../events/event.entity.js';
import type { User } from '../users/user.entity.js';
import { Team } from './team.entity.js';
import { TeamDeparture } from './team-departure.entity.js';
import { TeamInvitation, type TeamInvitationKind } from './team-invitation.entity.js';
import { TeamMember } from './team-member.entity.js';

/** A team with its event; null when there is none. */
export const findTeam = (em: EntityManager, id: string): Promise<Team | null> =>
  em.findOne(Team, { id }, { populate: ['event'], refresh: true });

/** A member as pages show it. */
export interface Member {
  user: User;
  isLeader: boolean;
  joinedAt: Date;
}

/** The members of each team: the leader first, then who has been in it longest. */
export async function findMembers(em: EntityManager, teamIds: readonly string[]): Promise<Map<string, Member[]>> {
  const found = await em.find(
    TeamMember,
    { team: { $in: [...teamIds] } },
    { populate: ['user'], strategy: 'joined', orderBy: { isLeader: 'desc', joinedAt: 'asc', user: 'asc' } },
  );
  const byTeam = Map.groupBy(found, ({ team }) => team.id);
  return new Map(
    [...byTeam].map(([id, members]) => [
      id,
      members.map(({ user, joinedAt }, index) => ({
        user: user.unwrap() as User,
        isLeader: index === 0,
        joinedAt,
      })),
    ]),
  );
}

/** Which of the teams have sent a submission, whatever became of it. */
export async function findSubmitters(em: EntityManager, teamIds: readonly string[]): Promise<Map<string, boolean>> {
  const rows = await em.execute<{ team_id: string }[]>(
    `select p.team_id from participation p
      where p.team_id = any(?::uuid[]) and exists (select 1 from submission s where s.participation_id = p.id)`,
    [`{${teamIds.join(',')}}`],
  );
  return new Map(rows.map(({ team_id }) => [team_id, true]));
}

const withEnds = ['team.event', 'invitedBy'] as const;

/** Invitations of a team that nobody has answered and that are still good, or requests to it, newest first. */
export const listPendingOf = (
  em: EntityManager,
  teamId: string,
  kinds: readonly TeamInvitationKind[],
  now: Date,
): Promise<TeamInvitation[]> =>
  em.find(
    TeamInvitation,
    { team: teamId, kind: { $in: [...kinds] }, state: 'PENDING', expiresAt: { $gt: now } },
    { populate: withEnds, orderBy: { createdAt: 'desc', id: 'desc' } },
  );

/** Invitations that wait for the user's answer: to them, and to teams that they lead. */
export async function listPendingFor(
  em: EntityManager,
  userId: string,
  eventSlug: string | null,
  now: Date,
): Promise<TeamInvitation[]> {
  const led = await em.execute<{ team_id: string }[]>(
    'select team_id from team_member where user_id = ? and is_leader',
    [userId],
  );
  return em.find(
    TeamInvitation,
    {
      state: 'PENDING',
      expiresAt: { $gt: now },
      team: { event: { closesAt: { $gt: now }, ...(eventSlug === null ? {} : { slug: eventSlug }) } },
      $or: [{ kind: 'MEMBER', user: userId }, { invitedTeam: { $in: led.map(({ team_id }) => team_id) } }],
    },
    { populate: withEnds, orderBy: { createdAt: 'desc', id: 'desc' } },
  );
}

/** What the user has asked of teams and nobody has answered yet, newest first. */
export const listRequestsOf = (
  em: EntityManager,
  userId: string,
  eventSlug: string | null,
  now: Date,
): Promise<TeamInvitation[]> =>
  em.find(
    TeamInvitation,
    {
      ...{ kind: 'REQUEST', user: userId, state: 'PENDING', expiresAt: { $gt: now } },
      team: { event: { closesAt: { $gt: now }, ...(eventSlug === null ? {} : { slug: eventSlug }) } },
    },
    { populate: withEnds, orderBy: { createdAt: 'desc', id: 'desc' } },
  );

/** One invitation with its team and event. */
export const findInvitation = (em: EntityManager, id: string): Promise<TeamInvitation | null> =>
  em.findOne(TeamInvitation, { id }, { populate: withEnds, refresh: true });

interface TeamPage {
  search: string | null;
  first: number;
  offset: number;
}

/** The teams of an event, by name; those whose name or a member's name has the text in it. */
export const listTeams = (em: EntityManager, eventId: string, page: TeamPage) =>
  readTeams(em, eventId, page, 'true', []);

/** Those of them that a user may ask to be taken in: they want to be asked, are approved, and have room. */
export const listOpenTeams = (
  em: EntityManager,
  { id, maxTeamSize }: Pick<Event, 'id' | 'maxTeamSize'>,
  userId: string,
  page: TeamPage,
) =>
  readTeams(
    em,
    id,
    page,
    `t.takes_requests and exists (select 1 from participation p where p.team_id = t.id and p.state = 'APPROVED')
     and (select count(*) from team_member m where m.team_id = t.id) < ?
     and not exists (select 1 from team_member m where m.team_id = t.id and m.user_id = ?)`,
    [maxTeamSize ?? 1, userId],
  );

async function readTeams(
  em: EntityManager,
  eventId: string,
  { search, first, offset }: TeamPage,
  condition: string,
  values: readonly unknown[],
): Promise<{ totalCount: number; rows: Team[] }> {
  const like = search === null ? null : `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  const found = await em.execute<{ id: string; total: number }[]>(
    `select t.id, (count(*) over ())::int as total from team t
      where t.event_id = ? and (?::text is null or t.name_key like ? or exists (
        select 1 from team_member m join "user" u on u.id = m.user_id where m.team_id = t.id and u.username like ?))
        and ${condition}
      order by t.name_key limit ? offset ?`,
    [eventId, like, like, like, ...values, first, offset],
  );
  const ids = found.map(({ id }) => id);
  const teams = await em.find(Team, { id: { $in: ids } }, { populate: ['event'] });
  const byId = new Map(teams.map((team) => [team.id, team]));
  return { totalCount: found[0]?.total ?? 0, rows: ids.flatMap((id) => byId.get(id) ?? []) };
}

/** A user's teams in all events, those that close last first. */
export const listTeamsOf = async (em: EntityManager, userId: string): Promise<Team[]> => {
  const rows = await em.execute<{ team_id: string }[]>('select team_id from team_member where user_id = ?', [userId]);
  return em.find(
    Team,
    { id: { $in: rows.map(({ team_id }) => team_id) }, event: { deletedAt: null } },
    { populate: ['event'], orderBy: { event: { closesAt: 'desc' }, id: 'asc' } },
  );
};

/** Who has left teams of an event that had submitted, and may not begin anew there. */
export const listDepartures = (em: EntityManager, eventId: string): Promise<TeamDeparture[]> =>
  em.find(TeamDeparture, { event: eventId }, { populate: ['user', 'team'], orderBy: { at: 'desc' }, limit: 200 });
