import { defaultFoldLimits, foldLimits } from '@databoard/shared/limits';
import { type Refusal, refusal } from '../refusal.js';

/** How an event's submissions are judged: what a fold may use, what a failure means, the event's share of the workers, who reads logs. */
export interface JudgingRules {
  foldTimeoutSeconds: number;
  foldMemoryMiB: number;
  foldProcessesMax: number;
  foldDiskMiB: number;
  foldLogKiB: number;
  foldPredictionMiB: number;
  foldCores: number;
  /** Null: no limit beyond each fold's. */
  evaluationTimeoutSeconds: number | null;
  stopsAtFirstFailure: boolean;
  weight: number;
  showsLogs: boolean;
}

/** What an organiser has set; null or missing leaves what is there. */
export type GivenJudgingRules = { [K in keyof JudgingRules]?: JudgingRules[K] | null | undefined };

/** The rules of an event whose organiser has set none. */
export const defaultJudgingRules: JudgingRules = {
  foldTimeoutSeconds: defaultFoldLimits.timeoutSeconds,
  foldMemoryMiB: defaultFoldLimits.memoryLimitMiB,
  foldProcessesMax: defaultFoldLimits.processesMax,
  foldDiskMiB: defaultFoldLimits.diskMiB,
  foldLogKiB: defaultFoldLimits.logBytesMax / 1024,
  foldPredictionMiB: defaultFoldLimits.predictionBytesMax / 2 ** 20,
  foldCores: defaultFoldLimits.cores,
  evaluationTimeoutSeconds: null,
  stopsAtFirstFailure: true,
  weight: 1,
  showsLogs: false,
};

/** The rules with what was given put in their place. */
export const withGiven = (rules: JudgingRules, given: GivenJudgingRules): JudgingRules =>
  Object.fromEntries(
    Object.entries(rules).map(([key, value]) => [key, given[key as keyof JudgingRules] ?? value]),
  ) as unknown as JudgingRules;

/** Least, most, and what to say beyond. */
const ranges: [keyof JudgingRules, number, number, string][] = [
  ['foldMemoryMiB', 64, 1_048_576, 'A fold may use 64 MiB to 1 TiB.'],
  ['foldProcessesMax', 1, 10_000, 'A fold may have 1 to 10,000 processes and threads.'],
  ['foldDiskMiB', 1, 1_048_576, 'A fold may write 1 MiB to 1 TiB.'],
  // Whoever opens a log gets it through the memory of the api.
  ['foldLogKiB', 1, 65_536, 'A fold may print 1 KiB to 64 MiB.'],
  ['foldPredictionMiB', 1, 102_400, 'The predictions of a fold may have 1 MiB to 100 GiB.'],
  ['foldCores', 1, 1024, 'A fold may use 1 to 1,024 cores.'],
  ['evaluationTimeoutSeconds', 1, 30 * 86_400, 'All folds of a submission together may take 1 second to 30 days.'],
  ['weight', 0.01, 100, 'An event’s weight lies between 0.01 and 100.'],
];

/** The rules for an organiser's values; null when they are kept. */
export function refuseJudgingRules(given: GivenJudgingRules): Refusal | null {
  const { foldTimeoutSeconds } = given;
  if (foldTimeoutSeconds != null && !foldLimits.shape.timeoutSeconds.safeParse(foldTimeoutSeconds).success) {
    return refusal('INVALID', 'A fold may take 1 second to a day.', { field: 'foldTimeoutSeconds' });
  }
  const broken = ranges.find(([field, least, most]) => {
    const value = given[field];
    return typeof value === 'number' && !(value >= least && value <= most);
  });
  return broken === undefined ? null : refusal('INVALID', broken[3], { field: broken[0] });
}
