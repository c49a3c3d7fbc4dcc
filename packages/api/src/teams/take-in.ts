import type { EntityManager } from '@mikro-orm/postgresql';
import { notFound } from '../errors.js';
import type { Event } from '../events/event.entity.js';
import { findEventById } from '../events/event.queries.js';
import { type Refusal, refusal } from '../refusal.js';
import { momentOf } from './act-on-team.js';
import { type LockedTeam, lockTeams, lockUser, teamIdOf } from './lock-teams.js';
import { addMember, dissolve, refuseSize } from './move-members.js';
import { refuseTeamAct } from './team.policy.js';

/** A user before a team, both under lock, with the team that they are in now. */
export interface Arrival {
  userId: string;
  team: LockedTeam;
  own: LockedTeam | null;
  event: Event;
}

/**
 * Brings a user into a team: out of their own team of one, which goes with its draft if it has submitted nothing, or as
 * somebody new to the event. `isAdmin` when organisers do it, who approve by that. Answers how things were before.
 */
export async function takeIn(
  tx: EntityManager,
  { userId, teamId, isAdmin, now }: { userId: string; teamId: string; isAdmin: boolean; now: Date },
): Promise<{ refusal: Refusal } | Arrival> {
  const arrival = await lockArrival(tx, userId, teamId);
  if ('refusal' in arrival) return arrival;
  const refused = await refuseArrival(tx, arrival, { isAdmin, now });
  if (refused !== null) return { refusal: refused };
  await bringIn(tx, arrival, now);
  return arrival;
}

/** Locks a user, then the team and the one that they are in, so that what is found out about them stays true. */
export async function lockArrival(
  tx: EntityManager,
  userId: string,
  teamId: string,
): Promise<{ refusal: Refusal } | Arrival> {
  await lockUser(tx, userId);
  const [row] = await tx.execute<{ event_id: string }[]>('select event_id from team where id = ?', [teamId]);
  if (row === undefined) throw notFound('team');
  const ownId = await teamIdOf(tx, userId, row.event_id);
  const locked = await lockTeams(tx, ownId === null ? [teamId] : [teamId, ownId]);
  const team = locked.get(teamId);
  const own = ownId === null ? null : (locked.get(ownId) ?? null);
  const event = await findEventById(tx, row.event_id);
  if (team === undefined || event === null) throw notFound('team');
  // Others, who hold no lock of the user, may have taken them out of a team meanwhile, or into one.
  if ((await teamIdOf(tx, userId, event.id)) !== ownId) {
    return { refusal: refusal('STALE', 'Teams changed at the same moment. Look again.') };
  }
  return { userId, team, own, event };
}

/** Why the user cannot come in now; null when they can. */
export async function refuseArrival(
  tx: EntityManager,
  { userId, team, own, event }: Arrival,
  { isAdmin, now }: { isAdmin: boolean; now: Date },
): Promise<Refusal | null> {
  return (
    refuseTeamAct('join', { isAdmin }, momentOf(team, event, now)) ??
    refuseOwn(own, team) ??
    (isAdmin ? null : refuseUnapproved(own, team, event, now)) ??
    (isAdmin ? null : await refuseReturn(tx, userId, event.id, team.id)) ??
    refuseSize(team, 1, event)
  );
}

/** Opens the door to somebody whom nothing keeps out. */
export async function bringIn(tx: EntityManager, { userId, team, own }: Arrival, now: Date): Promise<void> {
  if (own !== null) await dissolve(tx, own);
  await addMember(tx, team, userId, now);
}

function refuseOwn(own: LockedTeam | null, team: LockedTeam): Refusal | null {
  if (own === null) return null;
  if (own.id === team.id) return refusal('ALREADY_DONE', `In the team “${team.name}” already.`);
  if (own.members.length > 1) {
    return refusal('INVALID', `In the team “${own.name}” now: leave it first, or let both teams merge.`);
  }
  return own.hasSubmitted
    ? refusal('TOO_LATE', 'Teams merge before their first submission, and there are submissions already.')
    : null;
}

/** Whether anybody may enter the event just so. */
const isOpenToAll = ({ visibility, signUpMode, signUpClosesAt }: Event, now: Date): boolean =>
  visibility === 'PUBLIC' && signUpMode === 'OPEN' && (signUpClosesAt == null || now < signUpClosesAt);

function refuseUnapproved(own: LockedTeam | null, team: LockedTeam, event: Event, now: Date): Refusal | null {
  if (team.state !== 'APPROVED') return refusal('NOT_APPROVED', 'The organisers have not approved this team yet.');
  if (own === null) {
    return isOpenToAll(event, now)
      ? null
      : refusal('NOT_APPROVED', 'Sign up for this event first: its organisers say who takes part.');
  }
  return own.state === 'APPROVED'
    ? null
    : refusal('NOT_APPROVED', 'The organisers have not approved this participation yet.');
}

/** Why somebody who left a team of the event may not begin anew there; null for others, and for the way back. */
export async function refuseReturn(
  tx: EntityManager,
  userId: string,
  eventId: string,
  teamId: string | null,
): Promise<Refusal | null> {
  const [left] = await tx.execute<{ team_id: string; name: string }[]>(
    `select d.team_id, t.name from team_departure d join team t on t.id = d.team_id where d.event_id = ? and d.user_id = ?`,
    [eventId, userId],
  );
  if (left === undefined || left.team_id === teamId) return null;
  return refusal(
    'TOO_LATE',
    `You were in the team “${left.name}”, and left: only that team, or the organisers, can take you in again.`,
  );
}
