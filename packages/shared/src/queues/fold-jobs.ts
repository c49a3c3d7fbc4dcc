import { z } from 'zod';
import { digest } from '../artifacts/artifact-store.js';
import { foldLimits } from '../limits.js';
import { problemOptions } from '../problem-options.js';
import { defineQueue } from './define-queue.js';

/** Which problem a job is about: the kit, the private data that replaces the kit's own (`null`: the kit's own), how to run it. */
export const problemReference = z.object({
  kitDigest: digest,
  dataDigest: digest.nullable(),
  options: problemOptions.prefault({}),
});
export type ProblemReference = z.output<typeof problemReference>;

/** One fold run of one evaluation. Ids and digests only. */
export const foldJob = z.object({
  foldRunId: z.uuid(),
  attempt: z.number().int().positive(),
  problem: problemReference,
  foldIndex: z.number().int().nonnegative(),
  submissionDigest: digest,
  limits: foldLimits,
});
export type FoldJob = z.output<typeof foldJob>;

/** The id that makes two sends of one attempt one job. */
export const foldJobId = (job: { foldRunId: string; attempt: number }): string => `${job.foldRunId}.${job.attempt}`;

/** Which fold run a job is about. */
export const foldRunOfJobId = (jobId: string): string => jobId.split('.')[0] ?? '';

export const foldJobs = defineQueue({ name: 'fold-jobs', schema: foldJob, jobId: foldJobId });
