import { z } from 'zod';
import { digest } from './artifacts/artifact-store.js';
import { failureReasons, submissionFaults } from './fold-run-state.js';
import { freeText } from './free-text.js';
import { score } from './score.js';

const seconds = z.number().nonnegative().nullable();

/** What a fold run used; `null` where the step was not reached or the figure is not known. */
export const foldUsage = z.object({
  trainSeconds: seconds,
  validSeconds: seconds,
  testSeconds: seconds,
  cpuSeconds: seconds,
  peakMemoryMiB: z.number().nonnegative().nullable(),
  /** How long the fold held a slot of its worker. */
  wallSeconds: seconds,
});
export type FoldUsage = z.output<typeof foldUsage>;

/** A line of the participant's own code on the way to the failure, innermost last. Nothing else of a trace leaves the worker's log. */
export const ownFrame = z.object({
  fileName: freeText(255),
  line: z.number().int().nonnegative(),
  functionName: freeText(255),
  /** The source line, from the submission's own file. */
  code: freeText(500),
});
export type OwnFrame = z.output<typeof ownFrame>;

/** Why a submission failed, as far as its author may know. */
export const submissionFailure = z.object({
  state: z.enum(submissionFaults),
  reason: z.enum(failureReasons),
  /** Safe to show to the author always: built by the platform from reason, limits and the exception's type. */
  message: freeText(2000),
  /** What the code itself said; may hold hidden data, so policy decides who reads it. */
  exceptionMessage: freeText(4000).nullable(),
  frames: z.array(ownFrame).max(50),
});
export type SubmissionFailure = z.output<typeof submissionFailure>;

const common = { usage: foldUsage, logDigest: digest.nullable() };

/** How a fold run ended. The submission's fault is a value here; the platform's fault is `platform-failed`. */
export const foldOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('scored'),
    scores: z.array(score).max(500),
    predictions: z.object({ train: digest, test: digest.nullable() }),
    ...common,
  }),
  z.object({ kind: z.literal('submission-failed'), failure: submissionFailure, ...common }),
  z.object({ kind: z.literal('platform-failed'), detail: freeText(8000) }),
]);
export type FoldOutcome = z.output<typeof foldOutcome>;

/** How a bag job ended. */
export const bagOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scored'), scores: z.array(score).max(500) }),
  z.object({ kind: z.literal('platform-failed'), detail: freeText(8000) }),
]);
export type BagOutcome = z.output<typeof bagOutcome>;
