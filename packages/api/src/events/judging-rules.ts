import { defaultFoldLimits } from '@databoard/shared/limits';

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
