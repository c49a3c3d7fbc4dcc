import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import type { BlendedFold } from '@databoard/shared/blend';
import type { BlendCandidate } from '@databoard/shared/queues/blend-jobs';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import { PlatformFault } from './runtime/platform-fault.js';
import type { ProblemRuntimes } from './runtime/problem-runtimes.js';
import type { BlendResult, BlendRule, FoldBlend, FoldMembers, Scorer } from './runtime/scorer.js';

/** A blend to compute. Of equal scores the earlier candidate wins. */
export interface BlendToCompute extends BlendRule {
  problem: ProblemReference;
  candidates: readonly BlendCandidate[];
}

/** A blend, or why there is none. Candidates are positions in the order they were given. */
export type Blend =
  | ({ kind: 'blended'; folds: BlendedFold[] } & BlendResult)
  | { kind: 'unblendable'; message: string };

/** Files open at once; a blend of an event's submissions would need thousands. */
const readsAtOnce = 32;
/** Requests for one fold until nothing may be missing: none given, what the scorer asks for, and all of it. */
const triesMax = 3;

/**
 * Blends evaluations that scored on every fold: per fold the best single submission, then greedily whoever improves the
 * ensemble most. Holds two folds of all candidates in memory at most. Throws only when the platform is at fault.
 */
export async function blendEvaluations(
  { problem, candidates, scoreType, minImprovement }: BlendToCompute,
  { runtimes, store }: { runtimes: ProblemRuntimes; store: ArtifactStore },
): Promise<Blend> {
  const foldCount = candidates[0]?.length ?? 0;
  if (foldCount === 0 || candidates.some((candidate) => candidate.length !== foldCount))
    throw new Error('Every candidate of a blend needs predictions for every fold.');
  return runtimes.use(problem, async ({ scorer }) => {
    const folds: FoldMembers[] = [];
    for (let foldIndex = 0; foldIndex < foldCount; foldIndex += 1) {
      const inFold = candidates.map((candidate) => candidate[foldIndex] as BlendCandidate[number]);
      const digests = inFold.map(({ train }) => train);
      const blend = await blendFold(foldIndex, digests, { scoreType, minImprovement }, { scorer, store });
      if (blend.kind === 'unblendable') return blend;
      const chosen = [...new Set(blend.members)].toSorted((a, b) => a - b).flatMap((index) => inFold[index] ?? []);
      const [train, test] = await Promise.all([
        readAll(
          store,
          chosen.map((predictions) => predictions.train),
        ),
        readAll(
          store,
          chosen.flatMap((predictions) => predictions.test ?? []),
        ),
      ]);
      folds.push({ members: blend.members, train, test });
    }
    const scores = await scorer.bagBlends(folds, candidates.length);
    if (scores.kind === 'unblendable') return scores;
    const { shares, combined, foldwiseBest } = scores;
    return { kind: 'blended', folds: folds.map(({ members }) => ({ members })), shares, combined, foldwiseBest };
  });
}

/** Reads only what the scorer does not keep from an earlier blend. */
async function blendFold(
  foldIndex: number,
  digests: readonly Digest[],
  rule: BlendRule,
  { scorer, store }: { scorer: Scorer; store: ArtifactStore },
): Promise<Exclude<FoldBlend, { kind: 'predictions-missing' }>> {
  let wanted: number[] = [];
  for (let tries = 1; tries <= triesMax; tries += 1) {
    const contents = await readAll(
      store,
      wanted.map((position) => digests[position] as Digest),
    );
    const given = new Map(wanted.map((position, index) => [position, contents[index] as Buffer]));
    const blend = await scorer.blend(foldIndex, digests, given, rule);
    if (blend.kind !== 'predictions-missing') return blend;
    // Missing once more: others crowded out what was kept.
    wanted = tries === 1 ? blend.positions : digests.map((_, position) => position);
  }
  throw new PlatformFault('The scorer misses predictions that it was given.');
}

/** Reads artifacts, in their order. */
export async function readAll(store: ArtifactStore, digests: readonly Digest[]): Promise<Buffer[]> {
  const contents: Buffer[] = [];
  for (let start = 0; start < digests.length; start += readsAtOnce) {
    const some = digests.slice(start, start + readsAtOnce);
    contents.push(...(await Promise.all(some.map((digest) => store.get(digest)))));
  }
  return contents;
}
