import { z } from 'zod';
import { defineQueue } from './define-queue.js';
import { problemReference } from './fold-jobs.js';

/** Reads a freshly published kit in isolation and describes it, or says what is wrong with it. */
export const kitJob = z.object({
  problemVersionId: z.uuid(),
  attempt: z.number().int().positive(),
  problem: problemReference,
});
export type KitJob = z.output<typeof kitJob>;

export const kitJobId = (job: { problemVersionId: string; attempt: number }): string =>
  `${job.problemVersionId}.${job.attempt}`;

export const kitJobs = defineQueue({ name: 'kit-jobs', schema: kitJob, jobId: kitJobId });
