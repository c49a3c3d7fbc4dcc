import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import { notFound } from '../errors.js';
import { notify } from '../notifications/notify.js';
import type { Refusal } from '../refusal.js';
import { actOnTeam, admit, recordForOthers, type TeamDeps } from './act-on-team.js';
import { endInvitation, type InvitationRow } from './end-invitation.js';
import { teamIdOf } from './lock-teams.js';
import { bringIn, lockArrival, refuseArrival } from './take-in.js';
import { type NewTeam, teamPath, tellMembers } from './team-news.js';

const secret = 'invitation';

/** Takes in who asked to join, inside a transaction. The team's leader; organisers. What they bring along is as with an invitation. */
export async function takeInAsker(
  tx: EntityManager,
  viewer: Viewer,
  { id, user_id, team_id }: InvitationRow,
  deps: TeamDeps,
): Promise<{ refusal: Refusal } | NewTeam> {
  if (user_id === null) throw notFound(secret);
  const now = deps.clock.now();
  const arrival = await lockArrival(tx, user_id, team_id);
  if ('refusal' in arrival) return arrival;
  const { team, event } = arrival;
  const audience = await admit(tx, viewer, team, 'answer', secret);
  const refused =
    (await endInvitation(tx, id, 'ACCEPTED', now)) ??
    (await refuseArrival(tx, arrival, { isAdmin: audience.isAdmin, now }));
  if (refused !== null) return { refusal: refused };
  await bringIn(tx, arrival, now);
  const act = { act: 'answer', audience, mutation: 'acceptTeamInvitation', details: { userId: user_id } } as const;
  await recordForOthers(tx, viewer, team, act, deps);
  const [asker] = await tx.execute<{ username: string }[]>('select username from "user" where id = ?', [user_id]);
  const title = `${asker?.username} joined “${team.name}”`;
  const body = 'Everything that the team has in this event is theirs, too.';
  await tellMembers(tx, { members: team.members, except: viewer.id, event, title, body }, deps);
  const news = { title: `“${team.name}” has taken you in`, body: `You compete in “${event.title}” with it.` };
  await notify(tx, { id: user_id }, { kind: 'TEAM', ...news, path: teamPath(event), eventId: event.id }, deps);
  return { teamId: team.id, eventId: event.id, goneId: arrival.own?.id ?? null };
}

/** Says no to who asked to join. The team's leader; organisers. */
export async function declineRequest(
  viewer: Viewer,
  { id, user_id, team_id }: InvitationRow,
  deps: TeamDeps,
): Promise<Refusal | null> {
  const details = { userId: user_id };
  const act = { teamId: team_id, act: 'answer', mutation: 'declineTeamInvitation', details, secret } as const;
  let askersTeamId: string | null = null;
  const refused = await actOnTeam(viewer, act, deps, async ({ tx, team, event, now }) => {
    const refused = await endInvitation(tx, id, 'DECLINED', now);
    if (refused !== null || user_id === null) return refused;
    askersTeamId = await teamIdOf(tx, user_id, event.id);
    const news = { title: `The team “${team.name}” declined your request`, body: 'You can ask another one.' };
    await notify(tx, { id: user_id }, { kind: 'TEAM', ...news, path: teamPath(event), eventId: event.id }, deps);
    return null;
  });
  if (refused === null && askersTeamId !== null) deps.topics.teamChanged(askersTeamId);
  return refused;
}
