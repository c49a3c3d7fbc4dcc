import { createHash } from 'node:crypto';
import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { CheckedRun, CheckedScore } from '@databoard/shared/kit-check';
import { defaultFoldLimits } from '@databoard/shared/limits';
import type { FoldOutcome } from '@databoard/shared/outcome';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import type { Score } from '@databoard/shared/score';
import { type FoldToRun, type RunFoldDependencies, runFold } from './run-fold.js';
import { runFolds } from './run-folds.js';
import type { ProblemRuntimes } from './runtime/problem-runtimes.js';
import { NotAvailable } from './runtime/scorer.js';

/** How a kit is checked. `signal` stops it (`RunCancelled`); `onFold` hears what is being done, in words for people. */
export interface CheckKitOptions {
  /** How many folds run side by side. */
  atOnce: number;
  /** Whether folds leave the processor to others. */
  isBackground?: boolean | undefined;
  signal?: AbortSignal | undefined;
  onFold?: ((doing: string) => void) | undefined;
}

/** A submission that is tried on every fold. */
export type CheckedSubmission = Pick<FoldToRun, 'problem' | 'submissionDigest' | 'labels' | 'isBackground'>;
export type Scored = Extract<FoldOutcome, { kind: 'scored' }>;

/** A run that was not made, and why. */
export const notTried = (message: string): CheckedRun => ({ scores: [], failedFold: null, message });

/** One fold of it, under the limits that events have by default. */
export const foldOf = (submission: CheckedSubmission, foldIndex: number): FoldToRun => ({
  ...submission,
  foldIndex,
  limits: defaultFoldLimits,
});

/** Runs a submission on all folds; the first that fails ends it and is the answer. */
export async function runEveryFold(
  submission: CheckedSubmission,
  { folds }: ProblemDescription,
  dependencies: RunFoldDependencies,
  { atOnce, signal, onFold }: CheckKitOptions,
  what: string,
): Promise<{ outcomes: Scored[]; run: CheckedRun }> {
  const outcomes: Scored[] = [];
  const runOne = (foldIndex: number, stop: AbortSignal) => {
    onFold?.(`${what}, fold ${foldIndex} of ${folds.length}`);
    const stopping = signal ? AbortSignal.any([signal, stop]) : stop;
    return runFold(foldOf(submission, foldIndex), dependencies, { signal: stopping });
  };
  const failed = await runFolds(folds.length, atOnce, runOne, ({ outcome }) => {
    if (outcome.kind === 'scored') outcomes.push(outcome);
  });
  if (failed) {
    const message = whyOf(failed.outcome).slice(0, 8000);
    return { outcomes, run: { scores: [], failedFold: failed.foldIndex, message } };
  }
  const scores = outcomes.flatMap((outcome, foldIndex) => atFold(outcome.scores, foldIndex));
  return { outcomes, run: { scores, failedFold: null, message: null } };
}

/** The submission again, on labels in random order: whatever it knows of true labels then, it has from elsewhere. */
export async function runPermuted(
  submission: CheckedSubmission,
  description: ProblemDescription,
  { runtimes, store }: RunFoldDependencies,
  options: CheckKitOptions,
): Promise<CheckedRun> {
  const permuted: CheckedSubmission = { ...submission, labels: 'permuted' };
  const dependencies = { runtimes, store: keepingNothing(store) };
  return orReason(
    async () => (await runEveryFold(permuted, description, dependencies, options, 'Permuted labels')).run,
  );
}

/** A predictor that ignores X. Asked for fold by fold, so that scores of live submissions come in between. */
export function runConstant(
  problem: ProblemReference,
  { folds }: ProblemDescription,
  runtimes: ProblemRuntimes,
): Promise<CheckedRun> {
  const ask = async (foldIndex: number | null) =>
    atFold(await runtimes.use(problem, ({ scorer }) => scorer.constant(foldIndex)), foldIndex);
  return orReason(async () => {
    const scores: CheckedScore[] = [];
    for (const foldIndex of folds.keys()) scores.push(...(await ask(foldIndex)));
    scores.push(...(await ask(null)));
    return { scores, failedFold: null, message: null };
  });
}

async function orReason(run: () => Promise<CheckedRun>): Promise<CheckedRun> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NotAvailable) return notTried(error.message);
    throw error;
  }
}

const atFold = (scores: readonly Score[], foldIndex: number | null): CheckedScore[] =>
  scores.map((score) => ({ ...score, foldIndex }));

/** What a starting kit predicts is what many first submissions will, so it may stay; noise is of no use to anyone. */
const keepingNothing = (store: ArtifactStore): ArtifactStore => ({
  get: (digest) => store.get(digest),
  copyTo: (digest, file) => store.copyTo(digest, file),
  stream: (digest) => store.stream(digest),
  has: (digest) => store.has(digest),
  adopt: (file, expected) => store.adopt(file, expected),
  remove: (digest) => store.remove(digest),
  put: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
});

/** For whoever made the kit, so nothing of what the code said is held back. */
function whyOf(outcome: FoldOutcome): string {
  if (outcome.kind !== 'submission-failed') throw new Error(`A fold did not end: ${outcome.kind}`);
  const { message, exceptionMessage } = outcome.failure;
  return exceptionMessage ? `${message} It said: ${exceptionMessage}` : message;
}
