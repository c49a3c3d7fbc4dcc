import { z } from 'zod';
import { digest } from '../artifacts/artifact-store.js';
import { defineQueue } from './define-queue.js';
import { problemReference } from './fold-jobs.js';

/** What one submission predicted, in fold order; `test` is `null` when the kit has no test data. */
export const blendCandidate = z.array(z.object({ train: digest, test: digest.nullable() })).min(1);
export type BlendCandidate = z.output<typeof blendCandidate>;

/** A run of candidates, as JSON an artifact: all of them would be a megabyte or more in every job. */
export const blendCandidates = z.array(blendCandidate).min(1);

/** Blends the submissions of one event. */
export const blendJob = z.object({
  blendId: z.uuid(),
  attempt: z.number().int().positive(),
  problem: problemReference,
  scoreType: z.string().min(1).max(200),
  /** By how much a newcomer must improve the score, strictly. */
  minImprovement: z.number().nonnegative(),
  /** Whom it chooses from, as artifacts that hold `blendCandidates`, one run after the other. Of equal scores the earlier wins. */
  candidates: z.array(digest).min(1),
});
export type BlendJob = z.output<typeof blendJob>;

export const blendJobId = (job: { blendId: string; attempt: number }): string => `${job.blendId}.${job.attempt}`;

export const blendJobs = defineQueue({ name: 'blend-jobs', schema: blendJob, jobId: blendJobId });
