import { z } from 'zod';
import { blendOutcome } from '../blend.js';
import { freeText } from '../free-text.js';
import { kitCheck } from '../kit-check.js';
import { bagOutcome, foldOutcome } from '../outcome.js';
import { problemDescription } from '../problem-description.js';
import { rescoringOutcome } from '../rescored-evaluation.js';
import { defineQueue } from './define-queue.js';

const attempt = z.number().int().positive();
const worker = freeText(200);

/** How reading a kit ended. A broken kit is its author's to fix: file and line where they are known. */
export const kitOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('described'), description: problemDescription }),
  z.object({
    kind: z.literal('refused'),
    message: freeText(8000),
    fileName: freeText(1024).nullable(),
    line: z.number().int().nullable(),
  }),
  z.object({ kind: z.literal('platform-failed'), detail: freeText(8000) }),
]);
export type KitOutcome = z.output<typeof kitOutcome>;

/** How a kit check ended. `refused`: the kit could be read once and cannot any more, which no further try will mend. */
export const kitCheckOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('checked'), check: kitCheck }),
  z.object({ kind: z.literal('refused'), message: freeText(8000) }),
  z.object({ kind: z.literal('platform-failed'), detail: freeText(8000) }),
]);
export type KitCheckOutcome = z.output<typeof kitCheckOutcome>;

/** What a worker sends back. Untrusted: parsed, checked against the row's current attempt, else dropped. */
export const report = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fold-progress'),
    foldRunId: z.uuid(),
    attempt,
    worker,
    state: z.enum(['TRAINING', 'TRAINED', 'VALIDATED', 'TESTED']),
  }),
  z.object({ kind: z.literal('fold-ended'), foldRunId: z.uuid(), attempt, worker, outcome: foldOutcome }),
  z.object({ kind: z.literal('bag-ended'), evaluationId: z.uuid(), attempt, worker, outcome: bagOutcome }),
  z.object({ kind: z.literal('kit-ended'), problemVersionId: z.uuid(), attempt, worker, outcome: kitOutcome }),
  z.object({ kind: z.literal('kit-checked'), problemVersionId: z.uuid(), attempt, worker, outcome: kitCheckOutcome }),
  z.object({ kind: z.literal('blend-ended'), blendId: z.uuid(), attempt, worker, outcome: blendOutcome }),
  z.object({ kind: z.literal('rescored'), rescoredEvaluationId: z.uuid(), attempt, worker, outcome: rescoringOutcome }),
]);
export type Report = z.output<typeof report>;

/** At most this many reports travel together. */
export const reportBatchMax = 50;

/** Reports that one worker had ready at the same time. Order and repeats are the receiver's business. */
export const reports = defineQueue({
  name: 'reports',
  schema: z.array(report).min(1).max(reportBatchMax),
  jobId: () => undefined,
});
