import type { BagOutcome } from '@databoard/shared/outcome';
import type { BagJob } from '@databoard/shared/queues/bag-jobs';
import { bagEvaluation } from './bag.js';
import type { ConsumerDependencies } from './fold-job.consumer.js';
import { platformFailed } from './platform-failed.js';

/** Bags one evaluation and reports the scores, or that the platform could not. */
export async function consumeBagJob(job: BagJob, dependencies: ConsumerDependencies): Promise<void> {
  const { name: worker, report, stopping, log } = dependencies;
  const { evaluationId, attempt } = job;
  const outcome = await bagEvaluation(job, dependencies).then(
    (scores): BagOutcome => ({ kind: 'scored', scores }),
    (error: unknown): BagOutcome | null => {
      if (stopping.aborted) return null;
      log.error({ err: error, evaluationId, attempt }, 'bagging failed by our own fault');
      return platformFailed(error);
    },
  );
  if (outcome) await report({ kind: 'bag-ended', evaluationId, attempt, worker, outcome });
}
