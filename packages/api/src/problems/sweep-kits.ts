import type { Log } from '@databoard/shared/log';
import { kitJobId } from '@databoard/shared/queues/kit-jobs';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { findLostJobs, type UnfinishedWork, untouchedForMs } from '../find-lost-jobs.js';
import type { Queues } from '../services.js';
import { retryKit } from './apply-kit-report.js';
import { dispatchKit } from './dispatch-kit.js';
import { ProblemVersion } from './problem-version.entity.js';

interface SweepKitsDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'kits' | 'reports'>;
  log: Log;
}

/** Sends kit jobs that were never sent, and starts a fresh attempt for those that got lost. */
export async function sweepKits(deps: SweepKitsDeps): Promise<void> {
  const { em, clock, queues, log } = deps;
  const untouchedSince = new Date(clock.now().getTime() - untouchedForMs);
  const unfinished = await em.fork().execute<UnfinishedWork[]>(
    `select id, attempt, dispatched_at is not null as "isDispatched" from problem_version
      where state = 'CHECKING' and changed_at < ?`,
    [untouchedSince],
  );
  const { unsent, lost } = await findLostJobs(
    unfinished,
    ({ id, attempt }) => kitJobId({ problemVersionId: id, attempt }),
    { jobs: queues.kits, reports: queues.reports },
  );
  const again = unsent.map(({ id }) => id);
  for (const work of lost) {
    const hasFreshAttempt = await em.fork().transactional(async (tx) => {
      const version = await tx.findOne(ProblemVersion, { id: work.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (version === null || version.state !== 'CHECKING') return false;
      if (version.attempt !== work.attempt || version.changedAt >= untouchedSince) return false;
      return retryKit(version, clock.now());
    });
    if (hasFreshAttempt) again.push(work.id);
  }
  if (again.length === 0) return;
  log.warn({ unsent: unsent.length, lost: lost.length }, 'sending kit jobs again');
  for (const id of again) await dispatchKit(id, deps);
}
