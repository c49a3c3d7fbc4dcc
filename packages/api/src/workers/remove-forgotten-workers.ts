import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { forgottenAfterMs } from './worker.entity.js';

/** Removes worker processes that gave no sign for a day. What site admins want of a name stays. */
export async function removeForgottenWorkers({ em, clock }: { em: EntityManager; clock: Clock }): Promise<void> {
  await em
    .fork()
    .execute(`delete from worker where last_seen_at < ?`, [new Date(clock.now().getTime() - forgottenAfterMs)]);
}
