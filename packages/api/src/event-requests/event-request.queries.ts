import type { EntityManager } from '@mikro-orm/postgresql';
import { EventRequest, type EventRequestState } from './event-request.entity.js';

const withNames = ['asker', 'problem', 'event.problemVersion.problem'] as const;

/** A request with who asked, the problem and what came of it; null when there is none. */
export const findEventRequest = (em: EntityManager, id: string): Promise<EventRequest | null> =>
  em.findOne(EventRequest, { id }, { populate: withNames, refresh: true });

interface RequestFilter {
  askerId?: string;
  state?: EventRequestState | null;
}

/** A page of requests: those that wait longest first where only these are asked for, else the newest first. */
export async function pageEventRequests(
  em: EntityManager,
  { askerId, state }: RequestFilter,
  { first, offset }: { first: number; offset: number },
): Promise<{ totalCount: number; waitingCount: number; rows: EventRequest[] }> {
  const whose = askerId === undefined ? {} : { asker: askerId };
  const direction = state === 'WAITING' ? 'asc' : 'desc';
  const [rows, totalCount] = await em.findAndCount(
    EventRequest,
    { ...whose, ...(state == null ? {} : { state }) },
    { populate: withNames, orderBy: { createdAt: direction, id: 'asc' }, limit: first, offset },
  );
  return { rows, totalCount, waitingCount: await em.count(EventRequest, { ...whose, state: 'WAITING' }) };
}

/** What somebody has asked for before: what waits, and everything after a moment. */
export async function countEarlierRequests(
  em: EntityManager,
  askerId: string,
  since: Date,
): Promise<{ waiting: number; sinceYesterday: number }> {
  const [row] = await em.execute<{ waiting: number; since_yesterday: number }[]>(
    `select (count(*) filter (where state = 'WAITING'))::int as waiting,
            (count(*) filter (where created_at > ?))::int as since_yesterday
       from event_request where asker_id = ?`,
    [since, askerId],
  );
  return { waiting: row?.waiting ?? 0, sinceYesterday: row?.since_yesterday ?? 0 };
}
