import type { Log } from '@databoard/shared/log';
import { kitCheckJobId } from '@databoard/shared/queues/kit-check-jobs';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { findLostJobs, type UnfinishedWork, untouchedForMs } from '../find-lost-jobs.js';
import type { Queues } from '../services.js';
import { dispatchKitCheck } from './dispatch-kit-check.js';
import { retryKitCheck } from './move-kit-check.js';
import { ProblemVersion } from './problem-version.entity.js';

interface SweepKitChecksDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'kitChecks' | 'reports'>;
  log: Log;
}

/** Sends kit checks that were never sent, and starts a fresh attempt for those that got lost. */
export async function sweepKitChecks(deps: SweepKitChecksDeps): Promise<void> {
  const { em, clock, queues, log } = deps;
  const untouchedSince = new Date(clock.now().getTime() - untouchedForMs);
  const unfinished = await em.fork().execute<UnfinishedWork[]>(
    `select id, check_attempt as attempt, check_dispatched_at is not null as "isDispatched" from problem_version
      where check_state = 'WAITING' and check_changed_at < ?`,
    [untouchedSince],
  );
  const { unsent, lost } = await findLostJobs(
    unfinished,
    ({ id, attempt }) => kitCheckJobId({ problemVersionId: id, attempt }),
    { jobs: queues.kitChecks, reports: queues.reports },
  );
  const again = unsent.map(({ id }) => id);
  for (const work of lost) if (await retryLost(work, untouchedSince, deps)) again.push(work.id);
  if (again.length === 0) return;
  log.warn({ unsent: unsent.length, lost: lost.length }, 'sending kit checks again');
  for (const id of again) await dispatchKitCheck(id, deps);
}

const retryLost = (work: UnfinishedWork, untouchedSince: Date, { em, clock }: SweepKitChecksDeps): Promise<boolean> =>
  em.fork().transactional(async (tx) => {
    const version = await tx.findOne(ProblemVersion, { id: work.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (version === null || version.checkState !== 'WAITING' || version.checkAttempt !== work.attempt) return false;
    const isTouched = version.checkChangedAt != null && version.checkChangedAt >= untouchedSince;
    return !isTouched && retryKitCheck(version, clock.now());
  });
