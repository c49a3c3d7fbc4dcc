import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { RescoreJob } from '@databoard/shared/queues/rescore-jobs';
import type { RescoredEvaluation } from '@databoard/shared/rescored-evaluation';
import { badPredictions } from './run-fold.js';
import type { ProblemRuntimes } from './runtime/problem-runtimes.js';

/**
 * Scores an evaluation's stored predictions as if they had just been made for this version of the problem; nothing is
 * trained and no participant's code runs. Throws when the platform is at fault, `KitRefused` when the kit is.
 */
export async function rescore(
  { problem, folds }: Pick<RescoreJob, 'problem' | 'folds'>,
  { runtimes, store }: { runtimes: ProblemRuntimes; store: ArtifactStore },
): Promise<RescoredEvaluation> {
  const predictions = await Promise.all(
    folds.map(async ({ train, test }) => ({
      train: await store.get(train),
      test: test === null ? null : await store.get(test),
    })),
  );
  return runtimes.use(problem, async ({ scorer }) => {
    const scored: RescoredEvaluation['folds'] = [];
    for (const [index, made] of predictions.entries()) {
      const result = await scorer.score(index, made);
      scored.push(result.kind === 'scored' ? result : { kind: 'submission-failed', failure: badPredictions(result) });
    }
    if (!scored.every(({ kind }) => kind === 'scored')) return { folds: scored, bagged: null };
    const train = predictions.map((made) => made.train);
    const test = predictions.flatMap((made) => made.test ?? []);
    return { folds: scored, bagged: await scorer.bag(train, test) };
  });
}
