import { z } from 'zod';
import { defineQueue } from './define-queue.js';
import { problemReference } from './fold-jobs.js';

/**
 * Runs a described kit on all its folds and says what its author should know. A queue of its own beside `kit-jobs`: a
 * check may take hours, and no kit should wait for another one's check to be described.
 */
export const kitCheckJob = z.object({
  problemVersionId: z.uuid(),
  attempt: z.number().int().positive(),
  problem: problemReference,
});
export type KitCheckJob = z.output<typeof kitCheckJob>;

export const kitCheckJobId = (job: { problemVersionId: string; attempt: number }): string =>
  `${job.problemVersionId}.${job.attempt}`;

export const kitCheckJobs = defineQueue({ name: 'kit-check-jobs', schema: kitCheckJob, jobId: kitCheckJobId });
