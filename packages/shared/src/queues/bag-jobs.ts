import { z } from 'zod';
import { digest } from '../artifacts/artifact-store.js';
import { defineQueue } from './define-queue.js';
import { problemReference } from './fold-jobs.js';

/** Scores the fold-averaged predictions of one evaluation. */
export const bagJob = z.object({
  evaluationId: z.uuid(),
  attempt: z.number().int().positive(),
  problem: problemReference,
  /** In fold order. `test` is `null` when the kit has no test data. */
  folds: z.array(z.object({ train: digest, test: digest.nullable() })).min(1),
});
export type BagJob = z.output<typeof bagJob>;

export const bagJobId = (job: { evaluationId: string; attempt: number }): string =>
  `${job.evaluationId}.${job.attempt}`;

export const bagJobs = defineQueue({ name: 'bag-jobs', schema: bagJob, jobId: bagJobId });
