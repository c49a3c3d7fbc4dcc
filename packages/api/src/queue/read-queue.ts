import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { QueueForecasts } from '../scheduling/queue-forecasts.js';
import type { Submission } from '../submissions/submission.entity.js';
import { findSubmissions } from '../submissions/submission.queries.js';
import {
  type Capacity,
  countFiltered,
  countQueue,
  findQueuePage,
  type QueueCounts,
  type QueueFilter,
  readCapacity,
} from './queue.queries.js';

/** A queue as an organiser looks at it: counts of the whole, and one page of what the filter leaves. */
export interface Queue extends QueueCounts {
  capacity: Capacity;
  totalCount: number;
  rows: Submission[];
}

/** Reads a queue with a fixed number of statements, whatever its size. */
export async function readQueue(
  { first, offset, ...filter }: QueueFilter & { first: number; offset: number },
  { em, clock, forecasts }: { em: EntityManager; clock: Clock; forecasts: QueueForecasts },
): Promise<Queue> {
  const now = clock.now();
  const turns = await forecasts.turns({ em, now });
  const [counts, capacity, totalCount, ids] = await Promise.all([
    countQueue(em, filter.eventId),
    readCapacity(em, now),
    countFiltered(em, filter),
    findQueuePage(em, filter, { first, offset, turns }),
  ]);
  const byId = ids.length === 0 ? new Map<string, Submission>() : await findSubmissions(em, ids);
  return { ...counts, capacity, totalCount, rows: ids.flatMap((id) => byId.get(id) ?? []) };
}
