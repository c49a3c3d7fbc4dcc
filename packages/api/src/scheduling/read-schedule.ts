import type { EntityManager } from '@mikro-orm/postgresql';
import { silentForMs } from '../workers/worker.queries.js';

/** Slots that are counted on at least: what is sent while no worker is known waits in the queue. */
export const slotsAssumed = 2;

/** Where the whole schedule stands. */
export interface Schedule {
  clockSeconds: number;
  /** Slots of the workers that take jobs and gave a sign lately; 0 when there is none. */
  slots: number;
}

/** Reads the schedule's one row. With `isLocked` nobody else dispatches until the transaction ends. */
export async function readSchedule(
  em: EntityManager,
  { now, isLocked }: { now: Date; isLocked: boolean },
): Promise<Schedule> {
  const [row] = await em.execute<Schedule[]>(
    `select virtual_seconds as "clockSeconds",
            (select coalesce(sum(slots), 0)::int from worker where state = 'TAKING' and last_seen_at >= ?) as slots
       from schedule_clock where id = 1${isLocked ? ' for update' : ''}`,
    [new Date(now.getTime() - silentForMs)],
  );
  if (row === undefined) throw new Error('The schedule has no clock; the migrations make one.');
  return row;
}
