import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { BagJob } from '@databoard/shared/queues/bag-jobs';
import type { Score } from '@databoard/shared/score';
import type { ProblemRuntimes } from './runtime/problem-runtimes.js';

/** Scores the fold-averaged predictions of an evaluation, given in fold order. Throws only when the platform is at fault. */
export async function bagEvaluation(
  bag: Pick<BagJob, 'problem' | 'folds'>,
  { runtimes, store }: { runtimes: ProblemRuntimes; store: ArtifactStore },
): Promise<Score[]> {
  const read = (digests: readonly (string | null)[]) =>
    Promise.all(digests.flatMap((digest) => (digest === null ? [] : [store.get(digest)])));
  const [train, test] = await Promise.all([
    read(bag.folds.map((fold) => fold.train)),
    read(bag.folds.map((fold) => fold.test)),
  ]);
  return runtimes.use(bag.problem, ({ scorer }) => scorer.bag(train, test));
}
