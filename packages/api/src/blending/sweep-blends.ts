import type { Log } from '@databoard/shared/log';
import { blendJobId } from '@databoard/shared/queues/blend-jobs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { findLostJobs, type UnfinishedWork, untouchedForMs } from '../find-lost-jobs.js';
import type { Publisher } from '../graphql/pubsub.js';
import type { Queues } from '../services.js';
import { dispatchBlend } from './dispatch-blend.js';
import { lockBlend, settleBlend } from './lock-blend.js';
import { retryBlend } from './move-blend.js';

interface SweepBlendsDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'blends' | 'reports'>;
  topics: Publisher;
  log: Log;
}

/** Sends blend jobs that were never sent, and starts a fresh attempt for those that got lost. */
export async function sweepBlends(deps: SweepBlendsDeps): Promise<void> {
  const { em, clock, queues, log } = deps;
  const untouchedSince = new Date(clock.now().getTime() - untouchedForMs);
  const unfinished = await em.fork().execute<UnfinishedWork[]>(
    `select id, attempt, dispatched_at is not null as "isDispatched" from blend
      where state = 'WAITING' and changed_at < ?`,
    [untouchedSince],
  );
  const { unsent, lost } = await findLostJobs(unfinished, ({ id, attempt }) => blendJobId({ blendId: id, attempt }), {
    jobs: queues.blends,
    reports: queues.reports,
  });
  const again = unsent.map(({ id }) => id);
  for (const work of lost) if (await retryLost(work, untouchedSince, deps)) again.push(work.id);
  if (again.length === 0) return;
  log.warn({ unsent: unsent.length, lost: lost.length }, 'sending blend jobs again');
  for (const id of again) await dispatchBlend(id, deps);
}

/** Under the lock: the same attempt, still untouched? Then it is over. True when a fresh one starts. */
async function retryLost(
  work: UnfinishedWork,
  untouchedSince: Date,
  { em, clock, topics }: SweepBlendsDeps,
): Promise<boolean> {
  let endedIn: string | null = null;
  const hasFreshAttempt = await em.fork().transactional(async (tx) => {
    const blend = await lockBlend(tx, work.id, work.attempt);
    if (blend === null || blend.changedAt >= untouchedSince) return false;
    if (retryBlend(blend, 'lost', clock.now())) return true;
    await settleBlend(tx, blend);
    endedIn = blend.event.id;
    return false;
  });
  if (endedIn !== null) topics.leaderboardChanged(endedIn);
  return hasFreshAttempt;
}
