import { type EntityManager, raw } from '@mikro-orm/postgresql';
import { mayOrganise } from '../auth/viewer.js';
import type { User } from '../users/user.entity.js';
import { Draft } from './draft.entity.js';
import { Event } from './event.entity.js';
import { EventAdmin } from './event-admin.entity.js';
import { EventSettingChange } from './event-setting-change.entity.js';
import { Participation } from './participation.entity.js';

const withProblem = ['problemVersion.problem'] as const;

/** An event with its problem version; null when there is none. */
export const findEvent = (em: EntityManager, slug: string): Promise<Event | null> =>
  em.findOne(Event, { slug, deletedAt: null }, { populate: withProblem, strategy: 'joined' });

/** The same by id. */
export const findEventById = (em: EntityManager, id: string): Promise<Event | null> =>
  em.findOne(Event, { id, deletedAt: null }, { populate: withProblem, strategy: 'joined', refresh: true });

/** Every event with its problem version: those that live, or those in the archive. */
export const listEvents = (em: EntityManager, { isArchived }: { isArchived: boolean }): Promise<Event[]> =>
  em.find(
    Event,
    { deletedAt: null, archivedAt: isArchived ? { $ne: null } : null },
    { populate: withProblem, strategy: 'joined', orderBy: { opensAt: 'desc', slug: 'asc' } },
  );

/** The user's participation in each of the events, with its team. */
export async function findParticipationsOf(
  em: EntityManager,
  userId: string,
  eventIds: readonly string[],
): Promise<Map<string, Participation>> {
  const ofUser = raw('(select team_id from team_member where user_id = ?)', [userId]);
  const found = await em.find(
    Participation,
    { event: { $in: [...eventIds] }, team: { $in: ofUser } },
    { populate: ['team'], strategy: 'joined' },
  );
  return new Map(found.map((participation) => [participation.event.id, participation]));
}

/** The user's participation in one event, or null. */
export const findParticipation = async (
  em: EntityManager,
  userId: string,
  eventId: string,
): Promise<Participation | null> => (await findParticipationsOf(em, userId, [eventId])).get(eventId) ?? null;

/** Which of the events have the user among their admins; site admins need not be. */
export async function findAdministered(
  em: EntityManager,
  userId: string,
  eventIds: readonly string[],
): Promise<Map<string, boolean>> {
  const found = await em.find(EventAdmin, { user: userId, event: { $in: [...eventIds] } });
  return new Map(found.map(({ event }) => [event.id, true]));
}

/** The event's own admins, the first one first. */
export async function listEventAdmins(em: EntityManager, eventId: string): Promise<User[]> {
  const found = await em.find(EventAdmin, { event: eventId }, { populate: ['user'], orderBy: { addedAt: 'asc' } });
  return Promise.all(found.map(({ user }) => user.loadOrFail() as Promise<User>));
}

/** Whether a user runs the event: as a site admin, or as one of its own. For commands; resolvers ask the loader. */
export const isEventAdmin = async (
  em: EntityManager,
  user: { id: string; isAdmin: boolean },
  eventId: string,
): Promise<boolean> => user.isAdmin || (mayOrganise(user) && (await findAdministered(em, user.id, [eventId])).size > 0);

/** Which of the events the user is invited to, at an address that is proven theirs, by a link that is still good. */
export async function findInvited(
  em: EntityManager,
  userId: string,
  eventIds: readonly string[],
  now: Date,
): Promise<Map<string, boolean>> {
  const rows = await em.execute<{ event_id: string }[]>(
    `select i.event_id from invitation i join "user" u on u.email = i.email
      where u.id = ? and u.email_confirmed_at is not null and i.event_id = any(?::uuid[])
        and i.accepted_at is null and i.revoked_at is null and i.expires_at > ?`,
    [userId, `{${eventIds.join(',')}}`, now],
  );
  return new Map(rows.map(({ event_id }) => [event_id, true]));
}

/** Approved participations and submissions of each event. */
export async function countActivity(
  em: EntityManager,
  eventIds: readonly string[],
): Promise<Map<string, { participants: number; submissions: number }>> {
  const rows = await em.execute<{ event_id: string; participants: number; submissions: number }[]>(
    `select p.event_id,
            (count(distinct p.id) filter (where p.state = 'APPROVED'))::int as participants,
            count(s.id)::int as submissions
       from participation p left join submission s on s.participation_id = p.id
      where p.event_id = any(?::uuid[])
      group by p.event_id`,
    [`{${eventIds.join(',')}}`],
  );
  return new Map(rows.map(({ event_id, participants, submissions }) => [event_id, { participants, submissions }]));
}

/** How many submissions an event has, whatever became of them. */
export async function countSubmissions(em: EntityManager, eventId: string): Promise<number> {
  const [row] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from submission s join participation p on p.id = s.participation_id
      where p.event_id = ?`,
    [eventId],
  );
  return row?.count ?? 0;
}

/** What was changed after the event's settings had a version, newest first. */
export const listSettingChanges = (
  em: EntityManager,
  eventId: string,
  sinceVersion: number,
): Promise<EventSettingChange[]> =>
  em.find(
    EventSettingChange,
    { event: eventId, version: { $gt: sinceVersion } },
    { populate: ['by'], orderBy: { version: 'desc', field: 'asc' }, limit: 200 },
  );

/** A page of the history of an event's settings, newest first. */
export const pageSettingChanges = (
  em: EntityManager,
  eventId: string,
  { first, offset }: { first: number; offset: number },
): Promise<[EventSettingChange[], number]> =>
  em.findAndCount(
    EventSettingChange,
    { event: eventId },
    { populate: ['by'], orderBy: { version: 'desc', field: 'asc' }, limit: first, offset },
  );

/** The stored draft; null until first saved. */
export const findDraft = (em: EntityManager, participationId: string): Promise<Draft | null> =>
  em.findOne(Draft, { participation: participationId });
