import type { KitJob } from '@databoard/shared/queues/kit-jobs';
import type { KitOutcome } from '@databoard/shared/queues/reports';
import { describeKit } from './describe-kit.js';
import type { ConsumerDependencies } from './fold-job.consumer.js';
import { platformFailed } from './platform-failed.js';

/** Reads one published kit and reports its description, what its author should fix, or that the platform could not. */
export async function consumeKitJob(job: KitJob, dependencies: ConsumerDependencies): Promise<void> {
  const { name: worker, report, runtimes, stopping, log } = dependencies;
  const { problemVersionId, attempt } = job;
  const outcome = await describeKit(job.problem, runtimes).catch((error: unknown): KitOutcome | null => {
    if (stopping.aborted) return null;
    log.error({ err: error, problemVersionId, attempt }, 'reading a kit failed by our own fault');
    return platformFailed(error);
  });
  if (outcome) await report({ kind: 'kit-ended', problemVersionId, attempt, worker, outcome });
}
