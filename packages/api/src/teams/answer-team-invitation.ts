import type { EntityManager } from '@mikro-orm/postgresql';
import { hashToken } from '../auth/token.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { findEventById } from '../events/event.queries.js';
import { type Refusal, refusal } from '../refusal.js';
import { inTeamTransaction, type TeamDeps } from './act-on-team.js';
import { lockTeams } from './lock-teams.js';
import { mergeLocked } from './merge-teams.js';
import { takeIn } from './take-in.js';
import type { TeamInvitationKind, TeamInvitationState } from './team-invitation.entity.js';
import { tellMembers } from './team-news.js';

interface Answerer {
  id: string;
  username: string;
}
interface InvitationRow {
  id: string;
  team_id: string;
  kind: TeamInvitationKind;
  user_id: string | null;
  invited_team_id: string | null;
  state: TeamInvitationState;
  expires_at: string | Date;
}

/** Makes an invitation to an e-mail address the viewer's: whoever has its link reads that mail. Null when the link is no good. */
export async function claimTeamInvitation(
  viewer: Answerer,
  token: string,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<string | null> {
  const [claimed] = await em.fork().execute<{ id: string }[]>(
    `update team_invitation set user_id = ?
      where token_hash = ? and state = 'PENDING' and expires_at > ? and (user_id is null or user_id = ?) returning id`,
    [viewer.id, hashToken(token), clock.now(), viewer.id],
  );
  return claimed?.id ?? null;
}

/** Joins the team that invites; or, as a leader, brings the whole team into the one that wants to merge. */
export async function acceptTeamInvitation(
  viewer: Answerer,
  invitationId: string,
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null; teamId: string | null }> {
  let teamId: string | null = null;
  let eventId = '';
  const refused = await inTeamTransaction(deps, async (tx) => {
    const now = deps.clock.now();
    const seen = await readInvitation(tx, invitationId);
    if (seen === null) throw notFound('invitation');
    const done =
      seen.kind === 'MEMBER' ? await joinAs(tx, viewer, seen, deps, now) : await mergeAs(tx, viewer, seen, deps, now);
    if ('refusal' in done) return done.refusal;
    ({ teamId, eventId } = done);
    return null;
  });
  if (refused === null) deps.topics.leaderboardChanged(eventId);
  return { refusal: refused, teamId: refused === null ? teamId : null };
}

type Done = { refusal: Refusal } | { teamId: string; eventId: string };

async function joinAs(
  tx: EntityManager,
  viewer: Answerer,
  { id, user_id, team_id }: InvitationRow,
  deps: TeamDeps,
  now: Date,
): Promise<Done> {
  if (user_id !== viewer.id) throw notFound('invitation');
  const taken = await takeIn(tx, { userId: viewer.id, teamId: team_id, isAdmin: false, now });
  if ('refusal' in taken) return taken;
  const refused = await endInvitation(tx, id, 'ACCEPTED', now);
  if (refused !== null) return { refusal: refused };
  const { team, event } = taken;
  const title = `${viewer.username} joined “${team.name}”`;
  const body = 'Everything that the team has in this event is theirs, too.';
  await tellMembers(tx, { members: team.members, except: viewer.id, event, title, body }, deps);
  return { teamId: team.id, eventId: event.id };
}

async function mergeAs(
  tx: EntityManager,
  viewer: Answerer,
  { id, team_id, invited_team_id }: InvitationRow,
  deps: TeamDeps,
  now: Date,
): Promise<Done> {
  if (invited_team_id === null) throw notFound('invitation');
  const locked = await lockTeams(tx, [team_id, invited_team_id]);
  const [into, from] = [locked.get(team_id), locked.get(invited_team_id)];
  const leads = from?.members.some(({ userId, isLeader }) => isLeader && userId === viewer.id) === true;
  if (into === undefined || from === undefined || !leads) throw notFound('invitation');
  const refused =
    (await endInvitation(tx, id, 'ACCEPTED', now)) ??
    (await mergeLocked(tx, { into, from, isAdmin: false, by: viewer.id }, deps));
  return refused === null ? { teamId: into.id, eventId: into.eventId } : { refusal: refused };
}

/** Says no. The team learns of it. */
export async function declineTeamInvitation(
  viewer: Answerer,
  invitationId: string,
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null }> {
  const refused = await inTeamTransaction(deps, async (tx) => {
    const seen = await readInvitation(tx, invitationId);
    if (seen === null) throw notFound('invitation');
    const locked = await lockTeams(tx, [
      seen.team_id,
      ...(seen.invited_team_id === null ? [] : [seen.invited_team_id]),
    ]);
    const [team, invited] = [locked.get(seen.team_id), locked.get(seen.invited_team_id ?? '')];
    const isTheirs =
      seen.kind === 'MEMBER'
        ? seen.user_id === viewer.id
        : invited?.members.some(({ userId, isLeader }) => isLeader && userId === viewer.id) === true;
    const event = team === undefined ? null : await findEventById(tx, team.eventId);
    if (team === undefined || event === null || !isTheirs) throw notFound('invitation');
    const refused = await endInvitation(tx, invitationId, 'DECLINED', deps.clock.now());
    if (refused !== null) return refused;
    const title = `${invited === undefined ? viewer.username : `“${invited.name}”`} declined your invitation`;
    const body = `The team “${team.name}” stays as it is.`;
    await tellMembers(tx, { members: team.members.slice(0, 1), except: viewer.id, event, title, body }, deps);
    return null;
  });
  return { refusal: refused };
}

async function readInvitation(tx: EntityManager, id: string): Promise<InvitationRow | null> {
  const [row] = await tx.execute<InvitationRow[]>(
    'select id, team_id, kind, user_id, invited_team_id, state, expires_at from team_invitation where id = ?',
    [id],
  );
  return row ?? null;
}

/** Ends an invitation that waits, once; after its team was locked. */
async function endInvitation(
  tx: EntityManager,
  id: string,
  state: 'ACCEPTED' | 'DECLINED',
  now: Date,
): Promise<Refusal | null> {
  const ended = await tx.execute<unknown[]>(
    `update team_invitation set state = ?, ended_at = ? where id = ? and state = 'PENDING' and expires_at > ? returning id`,
    [state, now, id, now],
  );
  return ended.length > 0
    ? null
    : refusal('TOO_LATE', 'This invitation is no longer good. The team can send another one.');
}
