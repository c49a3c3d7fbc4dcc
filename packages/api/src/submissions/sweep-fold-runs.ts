import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { Log } from '@databoard/shared/log';
import { foldJobId } from '@databoard/shared/queues/fold-jobs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { findLostJobs, type UnfinishedWork, untouchedForMs } from '../find-lost-jobs.js';
import type { Publisher } from '../graphql/pubsub.js';
import { touchBoard } from '../leaderboard/touch-board.js';
import type { Queues } from '../services.js';
import { dispatchFoldRuns } from './dispatch.js';
import { dispatchBag } from './dispatch-bag.js';
import { lockEvaluation } from './lock-evaluation.js';
import { retryFoldRun, settleEvaluation } from './move-fold-run.js';

interface SweepFoldRunsDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'folds' | 'bags' | 'reports'>;
  topics: Publisher;
  log: Log;
}

/** Sends fold jobs that were never sent, and starts a fresh attempt for those that got lost. */
export async function sweepFoldRuns(deps: SweepFoldRunsDeps): Promise<void> {
  const { em, clock, queues, log } = deps;
  const untouchedSince = new Date(clock.now().getTime() - untouchedForMs);
  const unfinished = await em.fork().execute<UnfinishedWork[]>(
    `select id, attempt, dispatched_at is not null as "isDispatched" from fold_run
      where state in ('NEW', 'TRAINING', 'TRAINED', 'VALIDATED', 'TESTED') and changed_at < ? order by changed_at`,
    [untouchedSince],
  );
  const { unsent, lost } = await findLostJobs(unfinished, ({ id, attempt }) => foldJobId({ foldRunId: id, attempt }), {
    jobs: queues.folds,
    reports: queues.reports,
  });
  const again = unsent.map(({ id }) => id);
  for (const work of lost) if (await retryLost(work, untouchedSince, deps)) again.push(work.id);
  if (again.length === 0) return;
  log.warn({ unsent: unsent.length, lost: lost.length }, 'sending fold jobs again');
  await dispatchFoldRuns(again, deps);
}

/** Under the lock: the same attempt, still unfinished and untouched? Then it is over. True when a fresh one starts. */
async function retryLost(work: UnfinishedWork, untouchedSince: Date, deps: SweepFoldRunsDeps): Promise<boolean> {
  const { em, clock, topics } = deps;
  const result = await em.fork().transactional(async (tx) => {
    const locked = await lockEvaluation(tx, { foldRunId: work.id });
    const run = locked?.runs.find(({ id }) => id === work.id);
    if (locked === null || run === undefined) return null;
    if (run.attempt !== work.attempt || isFoldRunEnded(run.state) || run.changedAt >= untouchedSince) return null;
    const now = clock.now();
    const hasFreshAttempt = retryFoldRun(run, { kind: 'lost' }, now);
    const change = settleEvaluation(locked.evaluation, locked.runs, now);
    await tx.flush();
    const eventId = change.hasEnded ? await touchBoard(tx, locked.submissionId) : null;
    return { hasFreshAttempt, change, eventId, evaluationId: locked.evaluation.id, submissionId: locked.submissionId };
  });
  if (result === null) return false;
  topics.submissionChanged(result.submissionId, result.change.hasEnded);
  if (result.eventId !== null) topics.leaderboardChanged(result.eventId);
  if (result.change.isBaggingDue) await dispatchBag(result.evaluationId, deps);
  return result.hasFreshAttempt;
}
