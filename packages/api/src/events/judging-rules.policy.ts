import { foldLimits } from '@databoard/shared/limits';
import { type Refusal, refusal } from '../refusal.js';
import type { JudgingRules } from './judging-rules.js';

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
export function refuseJudgingRules(rules: JudgingRules): Refusal | null {
  const { foldTimeoutSeconds } = rules;
  if (!foldLimits.shape.timeoutSeconds.safeParse(foldTimeoutSeconds).success) {
    return refusal('INVALID', 'A fold may take 1 second to a day.', { field: 'foldTimeoutSeconds' });
  }
  const broken = ranges.find(([field, least, most]) => {
    const value = rules[field];
    return typeof value === 'number' && !(value >= least && value <= most);
  });
  return broken === undefined ? null : refusal('INVALID', broken[3], { field: broken[0] });
}

/** How far an event's own admins may go: beyond it the machines of all events are at stake, and a site admin is asked. */
const organisersMost = {
  foldTimeoutSeconds: [3600, 'an hour for a fold'],
  foldMemoryMiB: [8192, '8 GiB for a fold'],
  foldProcessesMax: [256, '256 processes and threads for a fold'],
  foldDiskMiB: [4096, '4 GiB of files for a fold'],
  foldLogKiB: [8192, '8 MiB of output for a fold'],
  foldPredictionMiB: [2048, '2 GiB of predictions for a fold'],
  foldCores: [4, '4 cores for a fold'],
} as const;

/** Whether a limit was raised beyond what an event's own admins may; what a site admin has set they may keep or lower. */
export function refuseAboveOrganisers(before: JudgingRules, after: JudgingRules): Refusal | null {
  for (const [name, [most, words]] of Object.entries(organisersMost)) {
    const field = name as keyof typeof organisersMost;
    if (after[field] > most && after[field] > before[field]) {
      return refusal('INVALID', `Only site admins may give more than ${words}.`, { field });
    }
  }
  return null;
}
