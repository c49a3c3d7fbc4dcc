import { assertNever } from '@databoard/shared/assert-never';
import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { Log } from '@databoard/shared/log';
import type { Report } from '@databoard/shared/queues/reports';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { inBackground } from '../in-background.js';
import { touchBoard } from '../leaderboard/touch-board.js';
import type { Queues } from '../services.js';
import { dispatchFoldRuns } from './dispatch.js';
import { dispatchBag } from './dispatch-bag.js';
import type { FoldRun } from './fold-run.entity.js';
import { type LockedEvaluation, lockEvaluation } from './lock-evaluation.js';
import {
  type EvaluationChange,
  finishBagging,
  moveFoldRun,
  retryBagging,
  retryFoldRun,
  settleEvaluation,
} from './move-fold-run.js';
import { faultOfScores, storeScores } from './store-scores.js';

// Stop 9 of the walk. In: a worker's report, untrusted and perhaps late or repeated. Out: rows moved in one transaction
// under the evaluation's lock, then news and follow-up jobs. Next: `graphql/pubsub.ts`.

/** Reports about fold runs and bagging. */
export type EvaluationReport = Exclude<Report, { kind: 'kit-ended' | 'kit-checked' | 'rescored' }>;
type BagEnded = Extract<EvaluationReport, { kind: 'bag-ended' }>;
type FoldEnded = Extract<EvaluationReport, { kind: 'fold-ended' }>;
type FoldReport = Exclude<EvaluationReport, BagEnded>;

interface ApplyReportDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'folds' | 'bags'>;
  topics: Publisher;
  log: Log;
}

/** What is left to do once the transaction has committed. */
interface Applied extends EvaluationChange {
  evaluationId: string;
  submissionId: string;
  /** Set when the event's boards changed. */
  eventId: string | null;
  /** A fold run or the bagging starts a fresh attempt at once. */
  retry: { foldRunId: string } | 'bagging' | null;
}

/** Applies a report, or drops it with a line in the log. Safe to repeat: a report that was applied is stale afterwards. */
export async function applyReport(report: EvaluationReport, deps: ApplyReportDeps): Promise<void> {
  const { em, topics, log } = deps;
  const applied = await em.fork().transactional((tx) => applyLocked(tx, report, deps));
  if (applied === null) return;
  topics.submissionChanged(applied.submissionId, applied.hasEnded);
  if (applied.eventId !== null) topics.leaderboardChanged(applied.eventId);
  if (applied.isBaggingDue || applied.retry === 'bagging') {
    inBackground(dispatchBag(applied.evaluationId, deps), log, 'a bag job was not sent; the sweeper will send it');
  } else if (applied.retry !== null) {
    inBackground(dispatchFoldRuns([applied.retry.foldRunId], deps), log, 'a fold job was not sent; the sweeper will');
  }
}

async function applyLocked(
  tx: EntityManager,
  report: EvaluationReport,
  { clock, log }: ApplyReportDeps,
): Promise<Applied | null> {
  const locked = await lockEvaluation(tx, report);
  const drop = (why: string): null => {
    log.info({ ...identityOf(report), why }, 'dropped a report');
    return null;
  };
  if (locked === null) return drop('unknown id');
  const now = clock.now();
  const retry =
    report.kind === 'bag-ended'
      ? await applyBagEnded(tx, report, locked, now)
      : await applyFoldReport(tx, report, locked, now);
  if (typeof retry === 'string' && retry !== 'bagging') return drop(retry);

  const { evaluation, runs, submissionId } = locked;
  const change = settleEvaluation(evaluation, runs, now);
  await tx.flush();
  const eventId = change.hasEnded ? await touchBoard(tx, submissionId) : null;
  return { ...change, evaluationId: evaluation.id, submissionId, eventId, retry };
}

type Step = Applied['retry'] | Dropped;
/** Why a report changes nothing. */
type Dropped = 'stale attempt' | 'illegal move';

async function applyFoldReport(
  tx: EntityManager,
  report: FoldReport,
  { evaluation, runs }: LockedEvaluation,
  now: Date,
): Promise<Step> {
  const run = runs.find(({ id }) => id === report.foldRunId);
  if (run === undefined || run.attempt !== report.attempt) return 'stale attempt';
  if (report.kind === 'fold-progress') {
    if (!moveFoldRun(run, report.state, now)) return 'illegal move';
    run.worker = report.worker;
    return null;
  }
  const { outcome } = report;
  switch (outcome.kind) {
    case 'scored': {
      const description = (await evaluation.problemVersion.loadOrFail()).description;
      const fault = faultOfScores(outcome.scores, description);
      if (fault !== null) return retryAfterFault(run, fault, now);
      if (!moveFoldRun(run, 'SCORED', now)) return 'illegal move';
      recordUsage(run, report.worker, outcome);
      run.trainPredictionDigest = outcome.predictions.train;
      run.testPredictionDigest = outcome.predictions.test;
      await storeScores(tx, { evaluationId: evaluation.id, foldRunId: run.id }, outcome.scores);
      return null;
    }
    case 'submission-failed':
      if (!moveFoldRun(run, outcome.failure.state, now)) return 'illegal move';
      recordUsage(run, report.worker, outcome);
      run.reason = outcome.failure.reason;
      run.failure = outcome.failure;
      return null;
    case 'platform-failed':
      run.worker = report.worker;
      return retryAfterFault(run, outcome.detail, now);
    default:
      return assertNever(outcome);
  }
}

/** The first fault is tried again at once; later ones wait for the sweeper, so that what is broken gets time to heal. */
function retryAfterFault(run: FoldRun, detail: string, now: Date): Step {
  if (isFoldRunEnded(run.state)) return 'illegal move';
  const hasFreshAttempt = retryFoldRun(run, { kind: 'fault', detail }, now);
  return hasFreshAttempt && run.faults === 1 ? { foldRunId: run.id } : null;
}

async function applyBagEnded(
  tx: EntityManager,
  { attempt, outcome }: BagEnded,
  { evaluation }: LockedEvaluation,
  now: Date,
): Promise<Step> {
  if (evaluation.bagAttempt !== attempt) return 'stale attempt';
  if (evaluation.state !== 'BAGGING') return 'illegal move';
  const description = (await evaluation.problemVersion.loadOrFail()).description;
  const fault = outcome.kind === 'scored' ? faultOfScores(outcome.scores, description) : outcome.detail;
  if (fault !== null) {
    const hasFreshAttempt = retryBagging(evaluation, { kind: 'fault', detail: fault }, now);
    return hasFreshAttempt && evaluation.bagFaults === 1 ? 'bagging' : null;
  }
  if (outcome.kind === 'scored') {
    await storeScores(tx, { evaluationId: evaluation.id, foldRunId: null }, outcome.scores);
  }
  finishBagging(evaluation, now);
  return null;
}

function recordUsage(
  run: FoldRun,
  worker: string,
  { usage, logDigest }: Extract<FoldEnded['outcome'], { kind: 'scored' | 'submission-failed' }>,
): void {
  Object.assign(run, usage, { logDigest, worker });
}

const identityOf = (report: EvaluationReport) => ({
  kind: report.kind,
  id: report.kind === 'bag-ended' ? report.evaluationId : report.foldRunId,
  attempt: report.attempt,
  worker: report.worker,
});
