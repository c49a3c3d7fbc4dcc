// Stop 6 of the walk: a fold job arrives from the queue; progress and the outcome leave as reports.
// Next stop: run-fold.ts.
import type { Log } from '@databoard/shared/log';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { type FoldJob, foldJobId } from '@databoard/shared/queues/fold-jobs';
import { LiveLog, type LiveLogSink } from './live-log.js';
import type { Outbox } from './outbox.js';
import { platformFailed } from './platform-failed.js';
import { reportProgress } from './report-progress.js';
import { type RunFoldDependencies, runFold } from './run-fold.js';
import type { RunningFolds } from './running-folds.js';
import { RunCancelled } from './runtime/child-run.js';

export interface ConsumerDependencies extends RunFoldDependencies {
  /** What reports call this worker. */
  name: string;
  report: Outbox['report'];
  /** Aborted when the worker stops without waiting any longer. */
  stopping: AbortSignal;
  log: Log;
}

/** What folds need besides: they can be stopped one by one, and are followed while they run. */
export interface FoldConsumerDependencies extends ConsumerDependencies {
  running: RunningFolds;
  liveLogs: LiveLogSink;
}

/**
 * Runs one fold and reports how it ended. A platform fault is reported too: the api counts those and sends the fold out
 * again. A run that was cancelled, or cut short by the worker's stop, is not reported: the api knows the first and finds
 * the second lost. `release` is called once the submission's code has run.
 */
export async function consumeFoldJob(
  job: FoldJob,
  dependencies: FoldConsumerDependencies,
  release: () => void,
): Promise<void> {
  const { name: worker, report, running, liveLogs, log } = dependencies;
  const { foldRunId, attempt, submissionDigest } = job;
  const progress = reportProgress((state) => report({ kind: 'fold-progress', foldRunId, attempt, worker, state }));
  const liveLog = new LiveLog(job, liveLogs);
  const outcome = await running.run({ id: foldJobId(job), submissionDigest }, (signal) =>
    runFold(job, dependencies, { onStep: progress.onStep, onLog: liveLog.onLog, onEnded: release, signal }).catch(
      (error: unknown): FoldOutcome | null => {
        if (error instanceof RunCancelled || signal.aborted) return null;
        log.error({ err: error, foldRunId, attempt }, 'a fold run failed by our own fault');
        return platformFailed(error);
      },
    ),
  );
  // A run that was cut short leaves no other log.
  if (outcome) liveLog.end();
  await progress.end();
  // What others of the submission have to say comes soon, and is written down together with this.
  const canWait = running.hasOf(submissionDigest);
  if (outcome) await report({ kind: 'fold-ended', foldRunId, attempt, worker, outcome }, { canWait });
}
