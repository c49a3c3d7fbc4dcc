import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { FoldOutcome, FoldUsage, SubmissionFailure } from '@databoard/shared/outcome';
import type { FoldJob } from '@databoard/shared/queues/fold-jobs';
import type { ChildRun, ChildRunOptions } from './runtime/child-run.js';
import { failureOf } from './runtime/fold-failure.js';
import { PlatformFault } from './runtime/platform-fault.js';
import type { ProblemRuntimes } from './runtime/problem-runtimes.js';
import type { FoldLabels, ScoringResult } from './runtime/scorer.js';
import { submissionFiles } from './submission-files.js';

/** What a fold run is asked about; the queue's job has this and its own numbers. The rest is for kit checks alone. */
export type FoldToRun = Pick<FoldJob, 'problem' | 'foldIndex' | 'submissionDigest' | 'limits'> & {
  labels?: FoldLabels;
  /** Nobody waits for it: it leaves the processor to others. */
  isBackground?: boolean | undefined;
};

export interface RunFoldDependencies {
  runtimes: ProblemRuntimes;
  store: ArtifactStore;
}

/**
 * A fold to run arrives, its outcome leaves; the consumer reports it. The submission's fault is part of the outcome;
 * a throw is the platform's fault (`RunCancelled` when `signal` stopped it; `NotAvailable` when labels that should be
 * permuted cannot be). `onEnded`: the submission's code has run, what is left is scoring.
 */
export async function runFold(
  fold: FoldToRun,
  { runtimes, store }: RunFoldDependencies,
  { onEnded, ...options }: ChildRunOptions & { onEnded?: () => void } = {},
): Promise<FoldOutcome> {
  const files = await submissionFiles(store, fold.submissionDigest);
  return runtimes.use(fold.problem, async ({ scorer, folds }) => {
    const input = await scorer.foldInput(fold.foldIndex, fold.labels);
    const run = await folds.run({ input, files, limits: fold.limits, isBackground: fold.isBackground }, options);
    onEnded?.();
    const logDigest = run.log.length > 0 ? await store.put(run.log) : null;
    const ended = { usage: usageOf(run), logDigest };

    const failure = failureOf(run, files, fold.limits);
    if (failure) return { kind: 'submission-failed', failure, ...ended };

    const { train, test } = run.predictions;
    if (!train) throw new PlatformFault('The supervisor reported a finished run without predictions.');
    const [result, trainDigest, testDigest] = await Promise.all([
      scorer.score(fold.foldIndex, { train, test }),
      store.put(train),
      test && store.put(test),
    ]);
    if (result.kind === 'bad-predictions')
      return { kind: 'submission-failed', failure: badPredictions(result), ...ended };
    return { kind: 'scored', scores: result.scores, predictions: { train: trainDigest, test: testDigest }, ...ended };
  });
}

/** The failure of a submission whose predictions cannot be scored. */
export function badPredictions(result: Extract<ScoringResult, { kind: 'bad-predictions' }>): SubmissionFailure {
  return {
    state: result.step === 'test' ? 'TESTING_ERROR' : 'VALIDATING_ERROR',
    reason: 'BAD_PREDICTIONS',
    message: result.message,
    exceptionMessage: result.detail,
    frames: [],
  };
}

function usageOf(run: ChildRun): FoldUsage {
  return {
    trainSeconds: run.seconds.train,
    validSeconds: run.seconds.valid,
    testSeconds: run.seconds.test,
    cpuSeconds: run.ended.cpuSeconds,
    peakMemoryMiB: run.ended.peakMemoryMiB,
    wallSeconds: run.wallSeconds,
  };
}
