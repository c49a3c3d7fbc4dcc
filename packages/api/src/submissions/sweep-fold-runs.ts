import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { Log } from '@databoard/shared/log';
import { foldJobId } from '@databoard/shared/queues/fold-jobs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { findLostJobs, type UnfinishedWork, untouchedForMs } from '../find-lost-jobs.js';
import type { Publisher } from '../graphql/pubsub.js';
import { touchBoard } from '../leaderboard/touch-board.js';
import type { Queues } from '../services.js';
import { dispatchBag } from './dispatch-bag.js';
import { lockEvaluation } from './lock-evaluation.js';
import { retryFoldRun, settleEvaluation } from './move-fold-run.js';
import { saveEvaluation, snapshotOf } from './save-evaluation.js';

interface SweepFoldRunsDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'folds' | 'bags' | 'reports'>;
  topics: Publisher;
  log: Log;
}

/** Starts a fresh attempt for fold runs whose jobs got lost; the scheduler sends them, as all that waits. */
export async function sweepFoldRuns(deps: SweepFoldRunsDeps): Promise<void> {
  const { em, clock, queues, log } = deps;
  const untouchedSince = new Date(clock.now().getTime() - untouchedForMs);
  const sent = await em.fork().execute<UnfinishedWork[]>(
    `select id, attempt, true as "isDispatched" from fold_run
      where state in ('NEW', 'TRAINING', 'TRAINED', 'VALIDATED', 'TESTED') and (dispatched_at is not null or state <> 'NEW')
        and changed_at < ?`,
    [untouchedSince],
  );
  const { lost } = await findLostJobs(sent, ({ id, attempt }) => foldJobId({ foldRunId: id, attempt }), {
    jobs: queues.folds,
    reports: queues.reports,
  });
  if (lost.length === 0) return;
  log.warn({ lost: lost.length }, 'fold jobs got lost; they start afresh');
  for (const work of lost) await retryLost(work, untouchedSince, deps);
}

/** Under the lock: the same attempt, still unfinished and untouched? Then it is over. */
async function retryLost(work: UnfinishedWork, untouchedSince: Date, deps: SweepFoldRunsDeps): Promise<void> {
  const { em, clock, topics } = deps;
  const result = await em.fork().transactional(async (tx) => {
    const locked = await lockEvaluation(tx, { foldRunId: work.id });
    const run = locked?.runs.find(({ id }) => id === work.id);
    if (locked === null || run === undefined) return null;
    if (run.attempt !== work.attempt || isFoldRunEnded(run.state) || run.changedAt >= untouchedSince) return null;
    const before = snapshotOf(locked);
    const now = clock.now();
    retryFoldRun(run, { kind: 'lost' }, now);
    const change = settleEvaluation(locked.evaluation, locked.runs, now);
    await saveEvaluation(tx, locked, before);
    const { submissionId, id: evaluationId } = locked.evaluation;
    const eventId = change.hasEnded ? await touchBoard(tx, submissionId) : null;
    return { change, eventId, evaluationId, submissionId };
  });
  if (result === null) return;
  topics.submissionChanged(result.submissionId, result.change.hasEnded);
  if (result.eventId !== null) topics.leaderboardChanged(result.eventId);
  if (result.change.isBaggingDue) await dispatchBag(result.evaluationId, deps);
}
