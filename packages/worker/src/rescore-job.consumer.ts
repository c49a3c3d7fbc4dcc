import type { RescoreJob } from '@databoard/shared/queues/rescore-jobs';
import type { RescoringOutcome } from '@databoard/shared/rescored-evaluation';
import type { ConsumerDependencies } from './fold-job.consumer.js';
import { platformFailed } from './platform-failed.js';
import { rescore } from './rescore.js';
import { KitRefused } from './runtime/kit-refused.js';

/** Scores one evaluation's stored predictions anew and reports the result, or that the platform could not. */
export async function consumeRescoreJob(job: RescoreJob, dependencies: ConsumerDependencies): Promise<void> {
  const { name: worker, report, stopping, log } = dependencies;
  const { rescoredEvaluationId, attempt } = job;
  const outcome = await rescore(job, dependencies).then(
    (result): RescoringOutcome => ({ kind: 'rescored', result }),
    (error: unknown): RescoringOutcome | null => {
      if (stopping.aborted) return null;
      if (error instanceof KitRefused) return { kind: 'refused', message: error.message.slice(0, 8000) };
      log.error({ err: error, rescoredEvaluationId, attempt }, 'a rescoring failed by our own fault');
      return platformFailed(error);
    },
  );
  if (outcome) await report({ kind: 'rescored', rescoredEvaluationId, attempt, worker, outcome });
}
