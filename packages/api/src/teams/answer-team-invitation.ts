import type { EntityManager } from '@mikro-orm/postgresql';
import { hashToken } from '../auth/token.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { findEventById } from '../events/event.queries.js';
import type { Refusal } from '../refusal.js';
import { inTeamTransaction, type TeamDeps } from './act-on-team.js';
import { declineRequest, takeInAsker } from './answer-team-request.js';
import { endInvitation, type InvitationRow, readInvitation } from './end-invitation.js';
import { lockTeams } from './lock-teams.js';
import { mergeLocked } from './merge-teams.js';
import { takeIn } from './take-in.js';
import type { TeamInvitationKind } from './team-invitation.entity.js';
import { type NewTeam, tellMembers, tellOfNewTeam } from './team-news.js';

interface Answerer extends Viewer {
  username: string;
}

/** Makes an invitation to an e-mail address the viewer's: whoever has its link reads that mail. Null when the link is no good. */
export async function claimTeamInvitation(
  viewer: Pick<Viewer, 'id'>,
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

/**
 * Joins the team that invites; as a leader, brings the whole team into the one that wants to merge, or takes in who has asked
 * to join.
 */
export async function acceptTeamInvitation(
  viewer: Answerer,
  invitationId: string,
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null; teamId: string | null }> {
  let done = null as NewTeam | null;
  const refused = await inTeamTransaction(deps, async (tx) => {
    const seen = await readInvitation(tx, invitationId);
    if (seen === null) throw notFound('invitation');
    const answer = await accepters[seen.kind](tx, viewer, seen, deps);
    if ('refusal' in answer) return answer.refusal;
    done = answer;
    return null;
  });
  if (refused === null && done !== null) tellOfNewTeam(done, deps);
  return { refusal: refused, teamId: refused === null ? (done?.teamId ?? null) : null };
}

/** How each kind of invitation is accepted. */
const accepters: Record<TeamInvitationKind, Accepter> = { MEMBER: joinAs, MERGE: mergeAs, REQUEST: takeInAsker };
type Accepter = (
  tx: EntityManager,
  viewer: Answerer,
  invitation: InvitationRow,
  deps: TeamDeps,
) => Promise<{ refusal: Refusal } | NewTeam>;

async function joinAs(
  tx: EntityManager,
  viewer: Answerer,
  { id, user_id, team_id }: InvitationRow,
  deps: TeamDeps,
): Promise<{ refusal: Refusal } | NewTeam> {
  const now = deps.clock.now();
  if (user_id !== viewer.id) throw notFound('invitation');
  const taken = await takeIn(tx, { userId: viewer.id, teamId: team_id, isAdmin: false, now });
  if ('refusal' in taken) return taken;
  const refused = await endInvitation(tx, id, 'ACCEPTED', now);
  if (refused !== null) return { refusal: refused };
  const { team, event } = taken;
  const title = `${viewer.username} joined “${team.name}”`;
  const body = 'Everything that the team has in this event is theirs, too.';
  await tellMembers(tx, { members: team.members, except: viewer.id, event, title, body }, deps);
  return { teamId: team.id, eventId: event.id, goneId: taken.own?.id ?? null };
}

async function mergeAs(
  tx: EntityManager,
  viewer: Answerer,
  { id, team_id, invited_team_id }: InvitationRow,
  deps: TeamDeps,
): Promise<{ refusal: Refusal } | NewTeam> {
  const now = deps.clock.now();
  if (invited_team_id === null) throw notFound('invitation');
  const locked = await lockTeams(tx, [team_id, invited_team_id]);
  const [into, from] = [locked.get(team_id), locked.get(invited_team_id)];
  const leads = from?.members.some(({ userId, isLeader }) => isLeader && userId === viewer.id) === true;
  if (into === undefined || from === undefined || !leads) throw notFound('invitation');
  const refused =
    (await endInvitation(tx, id, 'ACCEPTED', now)) ??
    (await mergeLocked(tx, { into, from, isAdmin: false, by: viewer.id }, deps));
  return refused === null ? { teamId: into.id, eventId: into.eventId, goneId: from.id } : { refusal: refused };
}

/** Says no. Who is turned down learns of it. */
export async function declineTeamInvitation(
  viewer: Answerer,
  invitationId: string,
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null }> {
  const request = await readInvitation(deps.em.fork(), invitationId);
  if (request?.kind === 'REQUEST') return { refusal: await declineRequest(viewer, request, deps) };
  let teamId = '';
  const refused = await inTeamTransaction(deps, async (tx) => {
    const seen = await readInvitation(tx, invitationId);
    if (seen === null) throw notFound('invitation');
    teamId = seen.team_id;
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
  if (refused === null) deps.topics.teamChanged(teamId);
  return { refusal: refused };
}
