// Stop 6 of the walk: a fold job arrives from the queue; progress and the outcome leave as reports.
// Next stop: run-fold.ts.
import type { Log } from '@databoard/shared/log';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { type FoldJob, foldJobId } from '@databoard/shared/queues/fold-jobs';
import type { Report } from '@databoard/shared/queues/reports';
import { platformFailed } from './platform-failed.js';
import { reportProgress } from './report-progress.js';
import { type RunFoldDependencies, runFold } from './run-fold.js';
import type { RunningFolds } from './running-folds.js';
import { RunCancelled } from './runtime/child-run.js';

export interface ConsumerDependencies extends RunFoldDependencies {
  /** What reports call this worker. */
  name: string;
  report: (report: Report) => Promise<void>;
  running: RunningFolds;
  /** Aborted when the worker stops without waiting any longer. */
  stopping: AbortSignal;
  log: Log;
}

/**
 * Runs one fold and reports how it ended. A platform fault is reported too: the api counts those and sends the fold out
 * again. A run that was cancelled, or cut short by the worker's stop, is not reported: the api knows the first and finds
 * the second lost.
 */
export async function consumeFoldJob(job: FoldJob, dependencies: ConsumerDependencies): Promise<void> {
  const { name: worker, report, running, log } = dependencies;
  const { foldRunId, attempt } = job;
  const progress = reportProgress((state) => report({ kind: 'fold-progress', foldRunId, attempt, worker, state }));
  const outcome = await running.run(foldJobId(job), (signal) =>
    runFold(job, dependencies, { onStep: progress.onStep, signal }).catch((error: unknown): FoldOutcome | null => {
      if (error instanceof RunCancelled || signal.aborted) return null;
      log.error({ err: error, foldRunId, attempt }, 'a fold run failed by our own fault');
      return platformFailed(error);
    }),
  );
  await progress.end();
  if (outcome) await report({ kind: 'fold-ended', foldRunId, attempt, worker, outcome });
}
