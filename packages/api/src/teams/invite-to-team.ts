import type { EntityManager } from '@mikro-orm/postgresql';
import { hashToken, newToken } from '../auth/token.js';
import { notify } from '../notifications/notify.js';
import { queueMail } from '../notifications/queue-mail.js';
import { type Refusal, refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { actOnTeam, momentOf, type TeamDeps, type TeamScene } from './act-on-team.js';
import { lockTeams, teamIdOf } from './lock-teams.js';
import { refuseSize } from './move-members.js';
import { refuseTeamAct } from './team.policy.js';
import { TeamInvitation } from './team-invitation.entity.js';
import { nameKey } from './team-name.js';
import { invitationsPath, tellMembers } from './team-news.js';

/** How long an invitation, or a request, can be answered. */
export const invitationDaysGood = 14;
const onlyParticipants = 'This event is hidden: you can invite users who take part in it.';
const pendingMax = 20;
const perDayMax = 50;
const dayMs = 86_400_000;
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

interface Inviter {
  id: string;
  username: string;
  isAdmin: boolean;
}
type Invited = { refusal: Refusal } | { refusal: null; invitationId: string };

/**
 * Invites a user by name, or whoever reads an e-mail address. What it answers and does about an address is the same whether
 * there is an account with it or not: only the mail's link makes the invitation somebody's.
 */
export async function inviteToTeam(
  viewer: Inviter,
  request: { teamId: string; invitee: string },
  deps: TeamDeps,
): Promise<Invited> {
  const invitee = request.invitee.trim();
  const isEmail = emailPattern.test(invitee);
  return invite(viewer, request.teamId, { act: 'invite', mutation: 'inviteToTeam', invitee }, deps, async (scene) => {
    const { tx, team, event } = scene;
    const title = `${viewer.username} invites you to the team “${team.name}”`;
    const body = `You can compete in “${event.title}” together. The invitation is good for ${invitationDaysGood} days.`;
    if (isEmail) {
      if (event.visibility === 'HIDDEN') return { refusal: refusal('INVALID', onlyParticipants, { field: 'invitee' }) };
      const token = newToken();
      const action = { label: 'See the invitation', path: `${invitationsPath}#${token}` };
      await queueMail(tx, { to: invitee.toLowerCase(), content: { subject: title, paragraphs: [body], action } }, deps);
      return { invited: { tokenHash: hashToken(token) } };
    }
    const user = await tx.findOne(User, { username: invitee.toLowerCase(), state: 'ACTIVE' });
    const field = 'invitee';
    if (user === null) {
      return {
        refusal: refusal('INVALID', 'There is no user with this name. You can invite an e-mail address.', { field }),
      };
    }
    if (team.members.some(({ userId }) => userId === user.id)) {
      return { refusal: refusal('ALREADY_DONE', `${user.username} is in this team.`, { field }) };
    }
    if (event.visibility === 'HIDDEN' && (await teamIdOf(tx, user.id, event.id)) === null) {
      return { refusal: refusal('INVALID', onlyParticipants, { field }) };
    }
    await notify(tx, user, { kind: 'TEAM', title, body, path: invitationsPath, eventId: event.id }, deps);
    return { invited: { user: user.id } };
  });
}

/** Invites another team of the event, by its name, to become part of this one. Its leader answers. */
export async function proposeMerge(
  viewer: Inviter,
  request: { teamId: string; otherTeamName: string },
  deps: TeamDeps,
): Promise<Invited> {
  const invitee = request.otherTeamName.trim();
  return invite(
    viewer,
    request.teamId,
    { act: 'merge', mutation: 'proposeTeamMerge', invitee },
    deps,
    async (scene) => {
      const { tx, team, event, isAdmin, now } = scene;
      const field = 'otherTeamName';
      const [found] = await tx.execute<{ id: string }[]>('select id from team where event_id = ? and name_key = ?', [
        event.id,
        nameKey(invitee),
      ]);
      // Only looked at: whether they may merge is decided, under lock, when they do.
      const other = found === undefined ? undefined : (await lockTeams(tx, [found.id])).get(found.id);
      if (other === undefined)
        return { refusal: refusal('INVALID', 'No team of this event has this name.', { field }) };
      if (other.id === team.id) return { refusal: refusal('INVALID', 'That is this team.', { field }) };
      const refused =
        refuseTeamAct('merge', { isAdmin }, momentOf(other, event, now)) ??
        refuseSize(team, other.members.length, event);
      if (refused !== null) return { refusal: { ...refused, field } };
      const title = `The team “${team.name}” wants to merge with yours`;
      const body = `All of you would compete in “${event.title}” as “${team.name}”. Your team’s leader answers.`;
      await tellMembers(tx, { members: other.members, except: viewer.id, event, title, body }, deps);
      return { invited: { invitedTeam: other.id } };
    },
  );
}

type Target = { user: string } | { tokenHash: string } | { invitedTeam: string };

async function invite(
  viewer: Inviter,
  teamId: string,
  { act, mutation, invitee }: { act: 'invite' | 'merge'; mutation: string; invitee: string },
  deps: TeamDeps,
  aim: (scene: TeamScene) => Promise<{ refusal: Refusal } | { invited: Target }>,
): Promise<Invited> {
  const invitationId = crypto.randomUUID();
  const refused = await actOnTeam(viewer, { teamId, act, mutation, details: { invitee } }, deps, async (scene) => {
    const { tx, team, event, now } = scene;
    const refusedHere = refuseSize(team, 1, event) ?? (await refuseMany(tx, team.id, viewer.id, nameKey(invitee), now));
    if (refusedHere !== null) return refusedHere;
    const aimed = await aim(scene);
    if ('refusal' in aimed) return aimed.refusal;
    await tx.insert(TeamInvitation, {
      id: invitationId,
      team: team.id,
      kind: act === 'merge' ? 'MERGE' : 'MEMBER',
      invitee,
      inviteeKey: nameKey(invitee),
      ...aimed.invited,
      invitedBy: viewer.id,
      state: 'PENDING',
      createdAt: now,
      expiresAt: new Date(now.getTime() + invitationDaysGood * dayMs),
    });
    return null;
  });
  return refused === null ? { refusal: null, invitationId } : { refusal: refused };
}

/** What has expired makes room for the same invitation, or request, again. */
export async function endExpired(tx: EntityManager, teamId: string, now: Date): Promise<void> {
  await tx.execute(
    `update team_invitation set state = 'REVOKED', ended_at = ? where team_id = ? and state = 'PENDING' and expires_at <= ?`,
    [now, teamId, now],
  );
}

/** Inviting sends mails to people who have not asked for any. */
async function refuseMany(
  tx: EntityManager,
  teamId: string,
  inviterId: string,
  inviteeKey: string,
  now: Date,
): Promise<Refusal | null> {
  await endExpired(tx, teamId, now);
  const [counts] = await tx.execute<{ pending: number; same: number; asks: number; recent: number }[]>(
    `select (count(*) filter (where team_id = ? and state = 'PENDING' and kind <> 'REQUEST'))::int as pending,
            (count(*) filter (where team_id = ? and state = 'PENDING' and invitee_key = ?))::int as same,
            (count(*) filter (where team_id = ? and state = 'PENDING' and invitee_key = ? and kind = 'REQUEST'))::int as asks,
            (count(*) filter (where invited_by_id = ? and kind <> 'REQUEST' and created_at > ?))::int as recent
       from team_invitation where team_id = ? or invited_by_id = ?`,
    [teamId, teamId, inviteeKey, teamId, inviteeKey, inviterId, new Date(now.getTime() - dayMs), teamId, inviterId],
  );
  if (counts === undefined) throw new Error('An aggregate has one row.');
  if (counts.asks > 0) return refusal('ALREADY_DONE', 'They have asked to join: accept their request.');
  if (counts.same > 0) return refusal('ALREADY_DONE', 'Your team has invited them, and they have not answered yet.');
  if (counts.pending >= pendingMax) {
    return refusal('TOO_MANY', `At most ${pendingMax} invitations wait for an answer: take one back first.`);
  }
  return counts.recent >= perDayMax ? refusal('TOO_MANY', `At most ${perDayMax} invitations a day.`) : null;
}
