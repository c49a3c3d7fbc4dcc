import type { Log } from '@databoard/shared/log';
import { rescoreJobId } from '@databoard/shared/queues/rescore-jobs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { findLostJobs, type UnfinishedWork, untouchedForMs } from '../find-lost-jobs.js';
import type { Publisher } from '../graphql/pubsub.js';
import type { Queues } from '../services.js';
import { dispatchRescoring } from './dispatch-rescoring.js';
import { retryRescored, settleRescoring } from './move-rescoring.js';
import { hasWaiting, lockRescoring } from './rescoring.queries.js';
import { lockRescored, settle } from './settle-rescored.js';
import { takeInEvaluations } from './take-in-evaluations.js';

interface SweepRescoringsDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'rescores' | 'reports'>;
  topics: Publisher;
  log: Log;
}

/** Takes in evaluations that ended late, starts a fresh attempt for jobs that got lost, and sends what is to be sent. */
export async function sweepRescorings(deps: SweepRescoringsDeps): Promise<void> {
  const { em, clock, queues, log } = deps;
  const grown = await em.fork().transactional((tx) => takeInEvaluations(tx, clock.now()));
  for (const id of grown) await reopen(id, em);

  const untouchedSince = new Date(clock.now().getTime() - untouchedForMs);
  const sent = await em.fork().execute<UnfinishedWork[]>(
    `select w.id, w.attempt, true as "isDispatched"
       from rescored_evaluation w join rescoring r on r.id = w.rescoring_id
      where w.state = 'WAITING' and w.dispatched_at is not null and w.changed_at < ?
        and r.state in ('COMPUTING', 'READY', 'APPLIED')`,
    [untouchedSince],
  );
  const jobIdOf = ({ id, attempt }: UnfinishedWork) => rescoreJobId({ rescoredEvaluationId: id, attempt });
  const { lost } = await findLostJobs(sent, jobIdOf, { jobs: queues.rescores, reports: queues.reports });
  if (lost.length > 0) log.warn({ lost: lost.length }, 'sending rescore jobs again');
  for (const work of lost) await retryLost(work, untouchedSince, deps);
  await dispatchRescoring(deps);
}

const reopen = (rescoringId: string, em: EntityManager): Promise<void> =>
  em.fork().transactional(async (tx) => {
    const rescoring = await lockRescoring(tx, rescoringId);
    if (rescoring !== null) settleRescoring(rescoring, await hasWaiting(tx, rescoringId));
  });

async function retryLost(work: UnfinishedWork, untouchedSince: Date, deps: SweepRescoringsDeps): Promise<void> {
  const { em, clock, topics } = deps;
  const news = await em.fork().transactional(async (tx) => {
    const locked = await lockRescored(tx, work.id, work.attempt);
    if (locked === null || locked.row.changedAt >= untouchedSince) return null;
    const now = clock.now();
    retryRescored(locked.row, { kind: 'lost' }, now);
    return settle(tx, locked.rescoring, locked.row, now);
  });
  if (news === null) return;
  for (const submissionId of news.submissionIds) topics.submissionChanged(submissionId);
  if (news.eventId !== null) topics.leaderboardChanged(news.eventId);
}
