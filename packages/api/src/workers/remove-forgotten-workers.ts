import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { forgottenAfterMs } from './worker.entity.js';
import { silentForMs } from './worker.queries.js';

/** A worker that was started anew shows how its forerunner ended for so long. */
const supersededAfterMs = 600_000;

/**
 * Removes worker processes that gave no sign for a day, or for ten minutes when one of the same name and host lives. What
 * site admins want of a name stays.
 */
export async function removeForgottenWorkers({ em, clock }: { em: EntityManager; clock: Clock }): Promise<void> {
  const before = (ms: number) => new Date(clock.now().getTime() - ms);
  await em.fork().execute(
    `delete from worker w where w.last_seen_at < ? or (w.last_seen_at < ? and exists (
       select 1 from worker n where n.name = w.name and n.host = w.host and n.last_seen_at > ?))`,
    [before(forgottenAfterMs), before(supersededAfterMs), before(silentForMs)],
  );
}
