import { z } from 'zod';
import { digest } from './artifacts/artifact-store.js';
import { freeText } from './free-text.js';

/** A score type as a kit defines it. `null` bounds are infinite. */
export const scoreTypeDescription = z.object({
  name: z.string().min(1).max(200),
  /** Digits for show; ranks use full precision. */
  precision: z.number().int().min(0).max(17),
  isLowerTheBetter: z.boolean(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
});
export type ScoreTypeDescription = z.output<typeof scoreTypeDescription>;

/** One file that a submission must have: `estimator.py`, `external_data.csv`. */
export const workflowElement = z.object({
  name: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/),
  /** The file's name inside the submission. */
  fileName: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/),
  isPython: z.boolean(),
});
export type WorkflowElement = z.output<typeof workflowElement>;

/** Everything the platform knows about a problem version; read once from the kit by a worker, in isolation. */
export const problemDescription = z.object({
  title: freeText(300),
  workflow: freeText(200),
  predictionType: freeText(200),
  elements: z.array(workflowElement).min(1).max(20),
  /** In the kit's order; the first is the official one unless the event names another. */
  scoreTypes: z.array(scoreTypeDescription).min(1).max(50),
  /** Whether boards rank by the bagged score or by the mean over folds. */
  leaderboardScoreKind: z.enum(['bagged', 'mean']),
  folds: z
    .array(z.object({ trainRows: z.number().int(), validRows: z.number().int() }))
    .min(1)
    .max(1000),
  trainRows: z.number().int(),
  /** `null` when the kit has no test data. */
  testRows: z.number().int().nullable(),
  /** Names of the folders under `submissions/` that hold every workflow element. */
  sampleSubmissions: z.array(z.string()).max(200),
  /** The starting-kit notebook's path in the kit. */
  notebook: freeText(1024).nullable().default(null),
  /** What submissions may read of kit and data, beyond the kit's modules: exposed by its options, or read at import. */
  exposed: z.array(freeText(1024)).max(1100).default([]),
  /** Python and library versions that scores depend on. */
  environment: z.record(z.string(), z.string()),
  /** What is no reason to refuse the kit but will trouble its users: samples that import what is not installed. */
  warnings: z.array(freeText(2000)).max(100).default([]),
  /**
   * What predictions are about: the features row by row, and the rows of the folds. `null` where there is no telling, and
   * in descriptions from before there was rescoring.
   */
  featuresDigest: digest.nullable().default(null),
  foldsDigest: digest.nullable().default(null),
});
export type ProblemDescription = z.output<typeof problemDescription>;
