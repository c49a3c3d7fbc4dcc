import { z } from 'zod';
import { digest } from '../artifacts/artifact-store.js';
import { defineQueue } from './define-queue.js';
import { problemReference } from './fold-jobs.js';

/** What one submission predicted, in fold order; `test` is `null` when the kit has no test data. */
export const blendCandidate = z.array(z.object({ train: digest, test: digest.nullable() })).min(1);
export type BlendCandidate = z.output<typeof blendCandidate>;

/** Whom a blend chooses from. Of equal scores the earlier one wins. As JSON an artifact: for a queue it may be too large. */
export const blendCandidates = z.array(blendCandidate).min(1);

/** Blends the submissions of one event. */
export const blendJob = z.object({
  blendId: z.uuid(),
  attempt: z.number().int().positive(),
  problem: problemReference,
  scoreType: z.string().min(1).max(200),
  /** By how much a newcomer must improve the score, strictly. */
  minImprovement: z.number().nonnegative(),
  /** The `blendCandidates` in the artifact store. */
  candidatesDigest: digest,
});
export type BlendJob = z.output<typeof blendJob>;

export const blendJobId = (job: { blendId: string; attempt: number }): string => `${job.blendId}.${job.attempt}`;

export const blendJobs = defineQueue({ name: 'blend-jobs', schema: blendJob, jobId: blendJobId });
