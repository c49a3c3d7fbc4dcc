import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import { AppError, notFound } from '../errors.js';
import { findEvent, isEventAdmin } from '../events/event.queries.js';
import { notify } from '../notifications/notify.js';
import { type Refusal, refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { inTeamTransaction, type TeamDeps } from './act-on-team.js';
import { takeIn } from './take-in.js';
import { Team } from './team.entity.js';
import { type NewTeam, teamPath, tellOfNewTeam } from './team-news.js';

/** Puts a user into a team without an invitation: out of their team of one, or back in after they had left. Organisers. */
export async function addTeamMember(
  viewer: Viewer,
  { teamId, username }: { teamId: string; username: string },
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null }> {
  let done = null as NewTeam | null;
  const refused = await inTeamTransaction(deps, async (tx) => {
    const team = await tx.findOne(Team, teamId);
    if (team === null) throw notFound('team');
    const eventId = team.event.id;
    if (!(await isEventAdmin(tx, viewer, eventId))) throw new AppError('FORBIDDEN', 'Only organisers may do this.');
    const user = await tx.findOne(User, { username: username.trim().toLowerCase(), state: 'ACTIVE' });
    if (user === null) return refusal('INVALID', 'There is no user with this name.', { field: 'username' });
    const now = deps.clock.now();
    const taken = await takeIn(tx, { userId: user.id, teamId, isAdmin: true, now });
    if ('refusal' in taken) return taken.refusal;
    const subject = { kind: 'team', id: teamId };
    await recordAct(tx, { actor: viewer, act: 'addTeamMember', eventId, subject, details: { userId: user.id } }, deps);
    const title = `The organisers put you into the team “${taken.team.name}”`;
    const body = `You compete in “${taken.event.title}” with it.`;
    await notify(tx, user, { kind: 'TEAM', title, body, path: teamPath(taken.event), eventId }, deps);
    done = { teamId, eventId, goneId: taken.own?.id ?? null };
    return null;
  });
  if (refused === null && done !== null) tellOfNewTeam(done, deps);
  return { refusal: refused };
}

/** Lets somebody who has left a team sign up for the event again, alone. Organisers. */
export async function readmitToEvent(
  viewer: Viewer,
  { eventSlug, userId }: { eventSlug: string; userId: string },
  deps: TeamDeps,
): Promise<{ refusal: Refusal | null }> {
  const refused = await inTeamTransaction(deps, async (tx) => {
    const event = await findEvent(tx, eventSlug);
    if (event === null) throw notFound('event');
    if (!(await isEventAdmin(tx, viewer, event.id))) throw new AppError('FORBIDDEN', 'Only organisers may do this.');
    const gone = await tx.execute<unknown[]>(
      'delete from team_departure where event_id = ? and user_id = ? returning team_id',
      [event.id, userId],
    );
    if (gone.length === 0) return refusal('ALREADY_DONE', 'Nothing keeps this user from signing up.');
    const subject = { kind: 'user', id: userId };
    await recordAct(tx, { actor: viewer, act: 'readmitToEvent', eventId: event.id, subject }, deps);
    return null;
  });
  return { refusal: refused };
}
