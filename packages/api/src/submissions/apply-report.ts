import { assertNever } from '@databoard/shared/assert-never';
import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { Log } from '@databoard/shared/log';
import type { Report } from '@databoard/shared/queues/reports';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';
import { inBackground } from '../in-background.js';
import { touchBoard } from '../leaderboard/touch-board.js';
import type { Scheduler } from '../scheduling/scheduler.js';
import type { Queues } from '../services.js';
import { dispatchBag } from './dispatch-bag.js';
import { type FoldRunRow, type LockedEvaluation, lockEvaluation } from './lock-evaluation.js';
import {
  applyEvaluationRules,
  type EvaluationChange,
  finishBagging,
  moveFoldRun,
  retryBagging,
  retryFoldRun,
  settleEvaluation,
} from './move-fold-run.js';
import { saveEvaluation, snapshotOf } from './save-evaluation.js';
import { type StopJobs, stopFoldRuns } from './stop-fold-runs.js';
import { faultOfScores, type NewScores, storeScores } from './store-scores.js';

// Stop 9 of the walk. In: workers' reports, untrusted and perhaps late or repeated. Out: rows moved in one transaction
// under the evaluation's lock, then news and follow-up jobs. Next: `graphql/pubsub.ts`.

/** Reports about fold runs and bagging. */
export type EvaluationReport = Extract<Report, { kind: 'fold-progress' | 'fold-ended' | 'bag-ended' }>;
type BagEnded = Extract<EvaluationReport, { kind: 'bag-ended' }>;
type FoldEnded = Extract<EvaluationReport, { kind: 'fold-ended' }>;
type FoldReport = Exclude<EvaluationReport, BagEnded>;

interface ApplyReportDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'folds' | 'bags'>;
  topics: Publisher;
  scheduler: Scheduler;
  stopJobs: StopJobs;
  log: Log;
}

/** What is left to do once the transaction has committed. */
interface Applied extends EvaluationChange {
  submissionId: string;
  eventId: string;
  /** The bagging starts a fresh attempt at once. */
  isBaggingRetried: boolean;
  isFoldRetried: boolean;
  /** What workers are to stop. */
  stopped: FoldRunRow[];
}

/** Applies one evaluation's reports, or drops them with a line in the log. Safe to repeat: what was applied is stale afterwards. */
export async function applyReports(
  evaluationId: string,
  reports: readonly EvaluationReport[],
  deps: ApplyReportDeps,
): Promise<void> {
  const { em, topics, log, scheduler } = deps;
  const applied = await em.fork().transactional((tx) => applyLocked(tx, evaluationId, reports, deps));
  if (applied === null) return;
  topics.submissionChanged(applied.submissionId, applied.hasEnded);
  if (applied.hasEnded) topics.leaderboardChanged(applied.eventId);
  else topics.queueChanged(applied.eventId);
  if (applied.stopped.length > 0)
    inBackground(
      stopFoldRuns(applied.stopped, deps),
      log,
      'workers were not told to stop; what they report is dropped',
    );
  if (applied.isBaggingDue || applied.isBaggingRetried)
    inBackground(dispatchBag(evaluationId, deps), log, 'a bag job was not sent; the sweeper will send it');
  if (applied.isFoldRetried) scheduler.wake();
}

async function applyLocked(
  tx: EntityManager,
  evaluationId: string,
  reports: readonly EvaluationReport[],
  { clock, log }: ApplyReportDeps,
): Promise<Applied | null> {
  const locked = await lockEvaluation(tx, { evaluationId });
  if (locked === null) return null;
  const before = snapshotOf(locked);
  const now = clock.now();
  const scores: NewScores[] = [];
  let isFoldRetried = false;
  let isBaggingRetried = false;
  let hasApplied = false;
  for (const report of reports) {
    const step =
      report.kind === 'bag-ended'
        ? applyBagEnded(report, locked, scores, now)
        : applyFoldReport(report, locked, scores, now);
    if (step === 'stale attempt' || step === 'illegal move') {
      log.info({ ...identityOf(report), why: step }, 'dropped a report');
      continue;
    }
    hasApplied = true;
    if (step === 'retry' && report.kind === 'bag-ended') isBaggingRetried = true;
    else if (step === 'retry') isFoldRetried = true;
  }
  if (!hasApplied) return null;

  const { evaluation, runs } = locked;
  const stopped = applyEvaluationRules(locked, now);
  const change = settleEvaluation(evaluation, runs, now);
  await saveEvaluation(tx, locked, before);
  await storeScores(tx, evaluation.id, scores);
  const { submissionId, eventId } = evaluation;
  if (change.hasEnded) await touchBoard(tx, submissionId);
  return { ...change, submissionId, eventId, isBaggingRetried, isFoldRetried, stopped };
}

/** Whether the work starts afresh at once, or why a report changes nothing; null when it was applied. */
type Step = 'retry' | 'stale attempt' | 'illegal move' | null;

function applyFoldReport(
  report: FoldReport,
  { evaluation, runs }: LockedEvaluation,
  scores: NewScores[],
  now: Date,
): Step {
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
      const fault = faultOfScores(outcome.scores, evaluation.scoreTypes);
      if (fault !== null) return retryAfterFault(run, fault, now);
      if (!moveFoldRun(run, 'SCORED', now)) return 'illegal move';
      recordUsage(run, report.worker, outcome);
      run.trainPredictionDigest = outcome.predictions.train;
      run.testPredictionDigest = outcome.predictions.test;
      scores.push({ foldRunId: run.id, scores: outcome.scores });
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
function retryAfterFault(run: FoldRunRow, detail: string, now: Date): Step {
  if (isFoldRunEnded(run.state)) return 'illegal move';
  const hasFreshAttempt = retryFoldRun(run, { kind: 'fault', detail }, now);
  return hasFreshAttempt && run.faults === 1 ? 'retry' : null;
}

function applyBagEnded(
  { attempt, outcome }: BagEnded,
  { evaluation }: LockedEvaluation,
  scores: NewScores[],
  now: Date,
): Step {
  if (evaluation.bagAttempt !== attempt) return 'stale attempt';
  if (evaluation.state !== 'BAGGING' || evaluation.bagging !== 'PENDING') return 'illegal move';
  const fault = outcome.kind === 'scored' ? faultOfScores(outcome.scores, evaluation.scoreTypes) : outcome.detail;
  if (fault !== null) {
    const hasFreshAttempt = retryBagging(evaluation, { kind: 'fault', detail: fault }, now);
    return hasFreshAttempt && evaluation.bagFaults === 1 ? 'retry' : null;
  }
  if (outcome.kind === 'scored') scores.push({ foldRunId: null, scores: outcome.scores });
  finishBagging(evaluation, now);
  return null;
}

function recordUsage(
  run: FoldRunRow,
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
