import { type EntityManager, raw } from '@mikro-orm/postgresql';
import { mayOrganise } from '../auth/viewer.js';
import { Draft } from './draft.entity.js';
import { Event } from './event.entity.js';
import { EventAdmin } from './event-admin.entity.js';
import { Participation } from './participation.entity.js';

const withProblem = ['problemVersion.problem'] as const;

/** An event with its problem version; null when there is none. */
export const findEvent = (em: EntityManager, slug: string): Promise<Event | null> =>
  em.findOne(Event, { slug }, { populate: withProblem, strategy: 'joined' });

/** The same by id. */
export const findEventById = (em: EntityManager, id: string): Promise<Event | null> =>
  em.findOne(Event, { id }, { populate: withProblem, strategy: 'joined', refresh: true });

/** Every event with its problem version. */
export const listEvents = (em: EntityManager): Promise<Event[]> =>
  em.find(Event, {}, { populate: withProblem, strategy: 'joined', orderBy: { opensAt: 'desc', slug: 'asc' } });

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

/** Whether a user runs the event: as a site admin, or as one of its own. For commands; resolvers ask the loader. */
export const isEventAdmin = async (
  em: EntityManager,
  user: { id: string; isAdmin: boolean },
  eventId: string,
): Promise<boolean> => user.isAdmin || (mayOrganise(user) && (await findAdministered(em, user.id, [eventId])).size > 0);

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

/** The stored draft; null until first saved. */
export const findDraft = (em: EntityManager, participationId: string): Promise<Draft | null> =>
  em.findOne(Draft, { participation: participationId });
