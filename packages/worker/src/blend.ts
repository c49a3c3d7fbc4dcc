import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import type { ProblemRuntimes } from './runtime/problem-runtimes.js';
import type { BlendedFold, BlendRule, BlendScores } from './runtime/scorer.js';

/** What one submission predicted, in fold order; `test` is `null` when the kit has no test data. */
export type BlendCandidate = readonly { train: Digest; test: Digest | null }[];

/** A blend to compute. Of equal scores the earlier candidate wins. */
export interface BlendToCompute extends BlendRule {
  problem: ProblemReference;
  candidates: readonly BlendCandidate[];
}

/** A blend, or why there is none. Candidates are positions in the order they were given. */
export type BlendOutcome =
  | ({ kind: 'blended'; folds: { members: number[] }[] } & BlendScores)
  | { kind: 'unblendable'; message: string };

/** Files open at once; a blend of an event's submissions would need thousands. */
const readsAtOnce = 32;

/**
 * Blends evaluations that scored on every fold: per fold the best single submission, then greedily whoever improves the
 * ensemble most. Holds one fold of all candidates in memory at a time. Throws only when the platform is at fault.
 */
export async function blendEvaluations(
  { problem, candidates, scoreType, minImprovement }: BlendToCompute,
  { runtimes, store }: { runtimes: ProblemRuntimes; store: ArtifactStore },
): Promise<BlendOutcome> {
  const foldCount = candidates[0]?.length ?? 0;
  if (foldCount === 0 || candidates.some((candidate) => candidate.length !== foldCount))
    throw new Error('Every candidate of a blend needs predictions for every fold.');
  return runtimes.use(problem, async ({ scorer }) => {
    const folds: BlendedFold[] = [];
    for (let foldIndex = 0; foldIndex < foldCount; foldIndex += 1) {
      const inFold = candidates.flatMap((candidate) => candidate[foldIndex] ?? []);
      const train = await readAll(
        store,
        inFold.map((predictions) => predictions.train),
      );
      const blend = await scorer.blend(foldIndex, train, { scoreType, minImprovement });
      if (blend.kind === 'unblendable') return blend;
      const { members } = blend;
      const chosen = inFold.flatMap((predictions, index) =>
        members.includes(index) ? { ...predictions, content: train[index] as Buffer } : [],
      );
      const tests = chosen.flatMap(({ test }) => (test === null ? [] : [test]));
      folds.push({ members, train: chosen.map(({ content }) => content), test: await readAll(store, tests) });
    }
    const { shares, combined, foldwiseBest } = await scorer.bagBlends(folds, candidates.length, scoreType);
    return { kind: 'blended', folds: folds.map(({ members }) => ({ members })), shares, combined, foldwiseBest };
  });
}

async function readAll(store: ArtifactStore, digests: readonly Digest[]): Promise<Buffer[]> {
  const contents: Buffer[] = [];
  for (let start = 0; start < digests.length; start += readsAtOnce) {
    const some = digests.slice(start, start + readsAtOnce);
    contents.push(...(await Promise.all(some.map((digest) => store.get(digest)))));
  }
  return contents;
}
