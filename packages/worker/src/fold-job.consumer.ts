// Stop 6 of the walk: a fold job arrives from the queue; progress and the outcome leave as reports.
// Next stop: run-fold.ts.
import type { Log } from '@databoard/shared/log';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { type FoldJob, foldJobId } from '@databoard/shared/queues/fold-jobs';
import type { Report } from '@databoard/shared/queues/reports';
import { LiveLog, type LiveLogSink } from './live-log.js';
import { platformFailed } from './platform-failed.js';
import { reportProgress } from './report-progress.js';
import { type RunFoldDependencies, runFold } from './run-fold.js';
import type { RunningFolds } from './running-folds.js';
import { RunCancelled } from './runtime/child-run.js';

export interface ConsumerDependencies extends RunFoldDependencies {
  /** What reports call this worker. */
  name: string;
  report: (report: Report) => Promise<void>;
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
  const { foldRunId, attempt } = job;
  const progress = reportProgress((state) => report({ kind: 'fold-progress', foldRunId, attempt, worker, state }));
  const liveLog = new LiveLog(job, liveLogs);
  const outcome = await running.run(foldJobId(job), (signal) =>
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
  if (outcome) await report({ kind: 'fold-ended', foldRunId, attempt, worker, outcome });
}
