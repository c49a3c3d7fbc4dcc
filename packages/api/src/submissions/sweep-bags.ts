import type { Log } from '@databoard/shared/log';
import { bagJobId } from '@databoard/shared/queues/bag-jobs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { findLostJobs, type UnfinishedWork, untouchedForMs } from '../find-lost-jobs.js';
import type { Publisher } from '../graphql/pubsub.js';
import { touchBoard } from '../leaderboard/touch-board.js';
import type { Queues } from '../services.js';
import { dispatchBag } from './dispatch-bag.js';
import { lockEvaluation } from './lock-evaluation.js';
import { retryBagging, settleEvaluation } from './move-fold-run.js';
import { saveEvaluation, snapshotOf } from './save-evaluation.js';

interface SweepBagsDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'bags' | 'reports'>;
  topics: Publisher;
  log: Log;
}

/** Sends bag jobs that were never sent, and starts a fresh attempt for those that got lost. */
export async function sweepBags(deps: SweepBagsDeps): Promise<void> {
  const { em, clock, queues, log } = deps;
  const untouchedSince = new Date(clock.now().getTime() - untouchedForMs);
  const unfinished = await em.fork().execute<UnfinishedWork[]>(
    `select id, bag_attempt as attempt, bag_dispatched_at is not null as "isDispatched" from evaluation
      where state = 'BAGGING' and bag_changed_at < ?`,
    [untouchedSince],
  );
  const { unsent, lost } = await findLostJobs(
    unfinished,
    ({ id, attempt }) => bagJobId({ evaluationId: id, attempt }),
    { jobs: queues.bags, reports: queues.reports },
  );
  const again = unsent.map(({ id }) => id);
  for (const work of lost) if (await retryLost(work, untouchedSince, deps)) again.push(work.id);
  if (again.length === 0) return;
  log.warn({ unsent: unsent.length, lost: lost.length }, 'sending bag jobs again');
  for (const id of again) await dispatchBag(id, deps);
}

async function retryLost(work: UnfinishedWork, untouchedSince: Date, deps: SweepBagsDeps): Promise<boolean> {
  const { em, clock, topics } = deps;
  const result = await em.fork().transactional(async (tx) => {
    const locked = await lockEvaluation(tx, { evaluationId: work.id });
    if (locked === null) return null;
    const { evaluation, runs } = locked;
    const { submissionId } = evaluation;
    const before = snapshotOf(locked);
    const isTouched = evaluation.bagChangedAt !== null && evaluation.bagChangedAt >= untouchedSince;
    if (evaluation.bagAttempt !== work.attempt || evaluation.state !== 'BAGGING' || isTouched) return null;
    const now = clock.now();
    const hasFreshAttempt = retryBagging(evaluation, { kind: 'lost' }, now);
    const change = settleEvaluation(evaluation, runs, now);
    await saveEvaluation(tx, locked, before);
    const eventId = change.hasEnded ? await touchBoard(tx, submissionId) : null;
    return { hasFreshAttempt, hasEnded: change.hasEnded, eventId, submissionId };
  });
  if (result === null) return false;
  topics.submissionChanged(result.submissionId, result.hasEnded);
  if (result.eventId !== null) topics.leaderboardChanged(result.eventId);
  return result.hasFreshAttempt;
}
