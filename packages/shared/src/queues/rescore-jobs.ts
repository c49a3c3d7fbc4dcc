import { z } from 'zod';
import { digest } from '../artifacts/artifact-store.js';
import { defineQueue } from './define-queue.js';
import { problemReference } from './fold-jobs.js';

/**
 * Scores one evaluation's stored predictions with another version of its problem. A queue of its own: nobody waits for
 * it, and neither folds nor bags should wait behind it.
 */
export const rescoreJob = z.object({
  rescoredEvaluationId: z.uuid(),
  attempt: z.number().int().positive(),
  /** The version to score with. */
  problem: problemReference,
  /** In fold order. `test` is `null` when the kit has no test data. */
  folds: z.array(z.object({ train: digest, test: digest.nullable() })).min(1),
});
export type RescoreJob = z.output<typeof rescoreJob>;

export const rescoreJobId = (job: { rescoredEvaluationId: string; attempt: number }): string =>
  `${job.rescoredEvaluationId}.${job.attempt}`;

export const rescoreJobs = defineQueue({ name: 'rescore-jobs', schema: rescoreJob, jobId: rescoreJobId });
