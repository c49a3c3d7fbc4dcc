import type { KitCheckJob } from '@databoard/shared/queues/kit-check-jobs';
import type { KitCheckOutcome } from '@databoard/shared/queues/reports';
import { checkKit } from './check-kit.js';
import type { ConsumerDependencies } from './fold-job.consumer.js';
import { platformFailed } from './platform-failed.js';
import { KitRefused } from './runtime/kit-refused.js';

/**
 * Folds of a check run one after the other: nobody waits for them, and whoever has submitted waits for the processors
 * that they would take. So a check costs live submissions one core at most, and less where the system honours niceness.
 */
const foldsAtOnce = 1;

/** Checks one described kit and reports what its author should know, or that the platform could not. */
export async function consumeKitCheckJob(job: KitCheckJob, dependencies: ConsumerDependencies): Promise<void> {
  const { name: worker, report, stopping, log } = dependencies;
  const { problemVersionId, attempt } = job;
  const options = { atOnce: foldsAtOnce, isBackground: true, signal: stopping };
  const outcome = await checkKit(job.problem, dependencies, options).then(
    (check): KitCheckOutcome => ({ kind: 'checked', check }),
    (error: unknown): KitCheckOutcome | null => {
      if (stopping.aborted) return null;
      if (error instanceof KitRefused) return { kind: 'refused', message: error.message.slice(0, 8000) };
      log.error({ err: error, problemVersionId, attempt }, 'a kit check failed by our own fault');
      return platformFailed(error);
    },
  );
  if (outcome) await report({ kind: 'kit-checked', problemVersionId, attempt, worker, outcome });
}
