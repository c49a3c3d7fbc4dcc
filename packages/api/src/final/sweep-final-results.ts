import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { keepFinalResult } from './keep-final-result.js';

const eventsPerSweep = 20;

/** Keeps the results of events that have closed, and of those whose boards have changed since. Several processes may do so at once. */
export async function sweepFinalResults({
  em,
  clock,
  topics,
}: {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
}): Promise<void> {
  const due = await em.fork().execute<{ id: string }[]>(
    `select id from event where closes_at <= ? and deleted_at is null and result_version is distinct from board_version
      order by closes_at limit ?`,
    [clock.now(), eventsPerSweep],
  );
  const errors: unknown[] = [];
  for (const { id } of due) {
    await em
      .fork()
      .transactional((tx) => keepFinalResult(tx, id, { clock }))
      .then((isNew) => isNew && topics.leaderboardChanged(id))
      // One event does not keep the others waiting.
      .catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} final results could not be kept`);
}
