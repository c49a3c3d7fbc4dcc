import type { EntityManager } from '@mikro-orm/postgresql';
import { type Refusal, refusal } from '../refusal.js';
import { inTeamTransaction, type TeamDeps } from './act-on-team.js';
import { endExpired, invitationDaysGood } from './invite-to-team.js';
import { lockArrival, refuseArrival } from './take-in.js';
import { TeamInvitation } from './team-invitation.entity.js';
import { nameKey } from './team-name.js';
import { tellMembers } from './team-news.js';

interface Asker {
  id: string;
  username: string;
}

const pendingMax = 5;
const perDayMax = 10;
const dayMs = 86_400_000;

/** Asks a team to take the viewer in. Whoever could not join now is told so at once; the team's leader answers. */
export async function askToJoinTeam(
  viewer: Asker,
  teamId: string,
  deps: TeamDeps,
): Promise<{ refusal: Refusal } | { refusal: null; invitationId: string }> {
  const invitationId = crypto.randomUUID();
  const refused = await inTeamTransaction(deps, async (tx) => {
    const now = deps.clock.now();
    const arrival = await lockArrival(tx, viewer.id, teamId);
    if ('refusal' in arrival) return arrival.refusal;
    const { team, own, event } = arrival;
    if (own === null) return refusal('NOT_APPROVED', 'Join the event first, then ask.');
    const refused =
      (await refuseArrival(tx, arrival, { isAdmin: false, now })) ??
      (team.takesRequests ? null : refusal('NOT_OPEN', 'This team does not want to be asked. It can invite you.')) ??
      (await refuseAsking(tx, { viewerId: viewer.id, teamId, eventId: event.id, now }));
    if (refused !== null) return refused;
    await tx.insert(TeamInvitation, {
      id: invitationId,
      team: team.id,
      kind: 'REQUEST',
      invitee: viewer.username,
      inviteeKey: nameKey(viewer.username),
      user: viewer.id,
      invitedBy: viewer.id,
      state: 'PENDING',
      createdAt: now,
      expiresAt: new Date(now.getTime() + invitationDaysGood * dayMs),
    });
    const title = `${viewer.username} asks to join “${team.name}”`;
    const body = 'Its leader answers, on the team’s page.';
    await tellMembers(tx, { members: team.members, except: viewer.id, event, title, body }, deps);
    return null;
  });
  if (refused !== null) return { refusal: refused };
  deps.topics.teamChanged(teamId);
  return { refusal: null, invitationId };
}

/** Who is asked gets a mail, and wants no second one. */
async function refuseAsking(
  tx: EntityManager,
  { viewerId, teamId, eventId, now }: { viewerId: string; teamId: string; eventId: string; now: Date },
): Promise<Refusal | null> {
  await endExpired(tx, teamId, now);
  const [counts] = await tx.execute<
    { asked: number; invited: number; declined: number; pending: number; recent: number }[]
  >(
    `select (count(*) filter (where i.team_id = ? and i.state = 'PENDING' and i.kind = 'REQUEST'))::int as asked,
            (count(*) filter (where i.team_id = ? and i.state = 'PENDING' and i.kind = 'MEMBER'))::int as invited,
            (count(*) filter (where i.team_id = ? and i.state = 'DECLINED' and i.kind = 'REQUEST'))::int as declined,
            (count(*) filter (where i.state = 'PENDING' and i.kind = 'REQUEST' and i.expires_at > ?))::int as pending,
            (count(*) filter (where i.kind = 'REQUEST' and i.created_at > ?))::int as recent
       from team_invitation i join team t on t.id = i.team_id where i.user_id = ? and t.event_id = ?`,
    [teamId, teamId, teamId, now, new Date(now.getTime() - dayMs), viewerId, eventId],
  );
  if (counts === undefined) throw new Error('An aggregate has one row.');
  if (counts.invited > 0) return refusal('ALREADY_DONE', 'This team has invited you: accept its invitation.');
  if (counts.asked > 0) return refusal('ALREADY_DONE', 'You have asked this team, and it has not answered yet.');
  if (counts.declined > 0) return refusal('ALREADY_DONE', 'This team has declined. It can still invite you.');
  if (counts.pending >= pendingMax) {
    return refusal('TOO_MANY', `At most ${pendingMax} teams at a time: take a request back first.`);
  }
  return counts.recent >= perDayMax ? refusal('TOO_MANY', `At most ${perDayMax} requests a day.`) : null;
}
