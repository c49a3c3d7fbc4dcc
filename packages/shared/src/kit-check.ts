import { z } from 'zod';
import { freeText } from './free-text.js';
import { score } from './score.js';

const count = z.number().int().nonnegative();
const seconds = z.number().nonnegative().nullable();

/** How much of one fold's data its training rows know already; `null` where rows cannot be told apart. */
export const repeatedRows = z.object({
  validRows: count.nullable(),
  /** Validation rows that are training rows themselves. */
  inTrain: count.nullable(),
  /** Further validation rows whose features equal a training row's. */
  likeTrain: count.nullable(),
  testLikeTrain: count.nullable(),
});
export type RepeatedRows = z.output<typeof repeatedRows>;

/** A column of X that gives the target away: it `equals` it one to one, `separates` its values without an error, or is `shifted`: it holds the target of other rows. */
export const tellingColumn = z.object({ name: freeText(200), how: z.enum(['equals', 'separates', 'shifted']) });
export type TellingColumn = z.output<typeof tellingColumn>;

/** One score of a kit check; without a fold it is bagged over folds. */
export const checkedScore = score.extend({ foldIndex: count.nullable() });
export type CheckedScore = z.output<typeof checkedScore>;

/** One thing that was tried on every fold: its scores, or why there are none. */
export const checkedRun = z.object({
  scores: z.array(checkedScore).max(200_000),
  /** Where it failed; `null` when it did not, or was not tried. */
  failedFold: count.nullable(),
  /** Why there are no scores, or not all of them; `null` when all is there. */
  message: freeText(8000).nullable(),
});
export type CheckedRun = z.output<typeof checkedRun>;

/** `error`: scores of this kit mean nothing; `warning`: its author should look; `note`: good to know. */
export const findingSeverities = ['error', 'warning', 'note'] as const;
export const kitFinding = z.object({ severity: z.enum(findingSeverities), text: freeText(2000) });
export type KitFinding = z.output<typeof kitFinding>;

/** What was measured of a kit whose description is known. Holds test scores: for those who run the platform only. */
export const kitMeasurements = z.object({
  /** The sample `starting_kit`, else the first one; `name` is `null` when the kit has none. */
  startingKit: checkedRun.extend({ name: z.string().nullable() }),
  /** A predictor that knows the training labels' mean and no feature. */
  constant: checkedRun,
  /** The starting kit after it has learned from labels in random order. Fold scores only. */
  permuted: checkedRun,
  /** Of the starting kit: sums over folds, and by the clock on the wall. */
  seconds: z.object({ train: seconds, valid: seconds, test: seconds, wall: seconds }),
  slowestFoldSeconds: seconds,
  peakMemoryMiB: z.number().nonnegative().nullable(),
  /** Whether a second run of the first fold gave the same predictions and scores, bit for bit; `null` if not tried. */
  isRepeatable: z.boolean().nullable(),
  /** The largest difference between two scores of these runs; `null` if there are none to compare. */
  repeatDifference: z.number().nonnegative().nullable(),
  /** In fold order. */
  rows: z.array(repeatedRows).max(1000),
  testRows: count.nullable(),
  /** `null` when X is no table. */
  tellingColumns: z.array(tellingColumn).max(100).nullable(),
});
export type KitMeasurements = z.output<typeof kitMeasurements>;

/** A kit check: what was measured, and what its author should know of it, the worst first. */
export const kitCheck = kitMeasurements.extend({ findings: z.array(kitFinding).max(100) });
export type KitCheck = z.output<typeof kitCheck>;
/** As JSON can hold it: values that are not finite are words. */
export type StoredKitCheck = z.input<typeof kitCheck>;

/** The sample that stands for a kit: `starting_kit`, else the first; `null` when there is none. */
export const startingKitOf = (samples: readonly string[]): string | null =>
  samples.includes('starting_kit') ? 'starting_kit' : (samples[0] ?? null);
