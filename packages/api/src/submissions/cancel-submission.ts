import { isEvaluationEnded } from '@databoard/shared/evaluation-state';
import type { Log } from '@databoard/shared/log';
import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { inBackground } from '../in-background.js';
import { touchBoard } from '../leaderboard/touch-board.js';
import { type Refusal, refusal } from '../refusal.js';
import type { Queues } from '../services.js';
import { type FoldRunRow, lockEvaluation } from './lock-evaluation.js';
import { cancelUnfinished, settleEvaluation } from './move-fold-run.js';
import { saveEvaluation, snapshotOf } from './save-evaluation.js';
import { type StopJobs, stopFoldRuns } from './stop-fold-runs.js';

export interface CancelDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'folds'>;
  stopJobs: StopJobs;
  topics: Publisher;
  log: Log;
}

/** What is said when Redis cannot be reached after a cancellation. */
export const untold = 'workers were not told to stop; what they report is dropped';

/**
 * Stops the judging of a submission: what waits will not run, what runs is killed. Scores of folds that have ended stay.
 * Who may, the caller has checked; that somebody else than its own team did it goes into the audit log.
 */
export async function cancelSubmission(
  viewer: Viewer,
  { submissionId, isOwnTeam }: { submissionId: string; isOwnTeam: boolean },
  deps: CancelDeps,
): Promise<{ refusal: Refusal | null }> {
  const { em, topics } = deps;
  const cancelled = await em.fork().transactional(async (tx) => {
    const done = await cancelCurrentEvaluation(tx, submissionId, deps);
    if (done === null || isOwnTeam) return done;
    const subject = { kind: 'submission', id: submissionId };
    await recordAct(tx, { actor: viewer, act: 'cancelSubmission', eventId: done.eventId, subject }, deps);
    return done;
  });
  if (cancelled === null) return { refusal: refusal('ALREADY_DONE', 'Its judging has ended already.') };
  topics.submissionChanged(submissionId, true);
  topics.leaderboardChanged(cancelled.eventId);
  inBackground(stopFoldRuns(cancelled.stopped, deps), deps.log, untold);
  return { refusal: null };
}

/** In a transaction of the caller's: ends the current evaluation's fold runs; null when there is nothing to end. */
export async function cancelCurrentEvaluation(
  tx: EntityManager,
  submissionId: string,
  { clock }: Pick<CancelDeps, 'clock'>,
): Promise<{ stopped: FoldRunRow[]; eventId: string } | null> {
  // A re-run that is being made takes the same lock first.
  await tx.execute('select from submission where id = ? for no key update', [submissionId]);
  const [current] = await tx.execute<{ id: string }[]>(
    'select id from evaluation where submission_id = ? and is_current',
    [submissionId],
  );
  const locked = current === undefined ? null : await lockEvaluation(tx, { evaluationId: current.id });
  // Once all folds are scored only the bagging is left, which takes no time and belongs to nobody.
  if (locked === null || isEvaluationEnded(locked.evaluation.state) || locked.evaluation.state === 'BAGGING')
    return null;
  const before = snapshotOf(locked);
  const now = clock.now();
  const stopped = cancelUnfinished(locked.runs, now);
  settleEvaluation(locked.evaluation, locked.runs, now);
  await saveEvaluation(tx, locked, before);
  return { stopped, eventId: await touchBoard(tx, submissionId) };
}
