import { defaultFoldLimits } from '@databoard/shared/limits';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { runFold } from '../run-fold.js';
import { runFolds } from '../run-folds.js';
import type { FoldProgress } from './fold-progress.js';
import type { OpenKit } from './open-kit.js';
import type { SampleSubmission } from './sample-submissions.js';

/** A fold that scored. */
export type ScoredFold = Extract<FoldOutcome, { kind: 'scored' }> & { foldIndex: number };
/** The fold that ended a submission. */
export type FailedFold = Extract<FoldOutcome, { kind: 'submission-failed' }> & { foldIndex: number };

/** How the folds of a submission went, in the order of folds. */
export interface Judged {
  scored: ScoredFold[];
  failed: FailedFold | null;
}

/**
 * Runs a submission on these folds, side by side. `onScored` comes in the order of folds; the first fold that fails ends
 * the others. Throws when it is not the submission's fault.
 */
export async function judgeSubmission(
  { local, problem }: OpenKit,
  submission: SampleSubmission,
  foldIndexes: readonly number[],
  progress: FoldProgress,
  onScored: (fold: ScoredFold) => void = () => undefined,
): Promise<Judged> {
  const submissionDigest = await local.storeFolder(submission.files);
  const indexOf = (position: number) => foldIndexes[position] ?? 0;
  const run = async (position: number, signal: AbortSignal) => {
    const fold = { problem, foldIndex: indexOf(position), submissionDigest, limits: defaultFoldLimits };
    const outcome = await runFold(fold, local, { signal });
    if (outcome.kind === 'scored') progress.foldEnded();
    return outcome;
  };
  const scored: ScoredFold[] = [];
  progress.start(submission.name, foldIndexes.length);
  try {
    const ended = await runFolds(foldIndexes.length, local.slots, run, ({ foldIndex: position, outcome }) => {
      if (outcome.kind !== 'scored') return;
      const fold = { ...outcome, foldIndex: indexOf(position) };
      scored.push(fold);
      progress.aside(() => onScored(fold));
    });
    if (!ended) return { scored, failed: null };
    const { foldIndex: position, outcome } = ended;
    if (outcome.kind !== 'submission-failed') throw new Error(`Fold ${indexOf(position)} did not end: ${outcome.kind}`);
    return { scored, failed: { ...outcome, foldIndex: indexOf(position) } };
  } finally {
    progress.stop();
  }
}

/** Seconds that the submission's code ran, over all of these folds and steps. */
export const secondsOfFolds = (folds: readonly Pick<ScoredFold, 'usage'>[]): number =>
  folds.reduce(
    (sum, { usage }) => sum + (usage.trainSeconds ?? 0) + (usage.validSeconds ?? 0) + (usage.testSeconds ?? 0),
    0,
  );
