import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import type { BlendCurve, BlendedFold } from '@databoard/shared/blend';
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
  | ({ kind: 'blended'; folds: BlendedFold[]; curve: BlendCurve } & Omit<BlendResult, 'curve'>)
  | { kind: 'unblendable'; message: string };

/** Files open at once; a blend of an event's submissions would need thousands. */
const readsAtOnce = 32;

interface BlendDependencies {
  runtimes: ProblemRuntimes;
  store: ArtifactStore;
}

/**
 * Blends evaluations that scored on every fold: per fold the best single submission, then greedily whoever improves the
 * ensemble most. Holds two folds of all candidates in memory at most. Throws only when the platform is at fault.
 */
export async function blendEvaluations(
  { problem, candidates, scoreType, minImprovement }: BlendToCompute,
  { runtimes, store }: BlendDependencies,
): Promise<Blend> {
  const foldCount = candidates[0]?.length ?? 0;
  if (foldCount === 0 || candidates.some((candidate) => candidate.length !== foldCount))
    throw new Error('Every candidate of a blend needs predictions for every fold.');
  return runtimes.use(problem, async ({ scorer }) => {
    const digestsOf = (foldIndex: number) => inFold(candidates, foldIndex).map(({ train }) => train);
    const folds: FoldMembers[] = [];
    const curves: number[][] = [];
    // Asked for before the scorer gets busy with the fold before, and read meanwhile.
    const ahead = (foldIndex: number) => {
      const reading = readMissing(foldIndex, digestsOf(foldIndex), { scorer, store });
      // Whoever gets that far hears of its failure; if the fold before fails, nobody does.
      reading.catch(() => undefined);
      return reading;
    };
    const rule = { scoreType, minImprovement };
    let next = ahead(0);
    for (let foldIndex = 0; foldIndex < foldCount; foldIndex += 1) {
      const given = await next;
      if (foldIndex + 1 < foldCount) next = ahead(foldIndex + 1);
      const blend = await blendFold(foldIndex, digestsOf(foldIndex), given, rule, { scorer, store });
      if (blend.kind === 'unblendable') return blend;
      curves.push(blend.scores);
      folds.push(await readMembers(blend.members, inFold(candidates, foldIndex), store));
    }
    const scores = await scorer.bagBlends(folds, candidates.length, scoreType);
    if (scores.kind === 'unblendable') return scores;
    const curve = { folds: curves, combined: scores.curve };
    return { ...scores, kind: 'blended', folds: folds.map(({ members }) => ({ members })), curve };
  });
}

const inFold = (candidates: readonly BlendCandidate[], foldIndex: number) =>
  candidates.map((candidate) => candidate[foldIndex] as BlendCandidate[number]);

/** Reads what the scorer does not keep from an earlier blend, by position. */
async function readMissing(
  foldIndex: number,
  digests: readonly Digest[],
  { scorer, store }: { scorer: Scorer; store: ArtifactStore },
): Promise<Map<number, Buffer>> {
  return readPositions(await scorer.missingPredictions(foldIndex, digests), digests, store);
}

async function readPositions(
  positions: readonly number[],
  digests: readonly Digest[],
  store: ArtifactStore,
): Promise<Map<number, Buffer>> {
  const contents = await readAll(
    store,
    positions.map((position) => digests[position] as Digest),
  );
  return new Map(positions.map((position, index) => [position, contents[index] as Buffer]));
}

async function blendFold(
  foldIndex: number,
  digests: readonly Digest[],
  given: ReadonlyMap<number, Buffer>,
  rule: BlendRule,
  { scorer, store }: { scorer: Scorer; store: ArtifactStore },
): Promise<Exclude<FoldBlend, { kind: 'predictions-missing' }>> {
  const blend = await scorer.blend(foldIndex, digests, given, rule);
  if (blend.kind !== 'predictions-missing') return blend;
  // Others crowded out what was kept when it was asked; given all of it, none can be missing.
  const all = await readPositions([...digests.keys()], digests, store);
  const again = await scorer.blend(foldIndex, digests, all, rule);
  if (again.kind !== 'predictions-missing') return again;
  throw new PlatformFault('The scorer misses predictions that it was given.');
}

async function readMembers(members: number[], candidates: BlendCandidate, store: ArtifactStore): Promise<FoldMembers> {
  const chosen = [...new Set(members)].toSorted((a, b) => a - b).flatMap((position) => candidates[position] ?? []);
  const trainDigests = chosen.map(({ train }) => train);
  const testDigests = chosen.flatMap(({ test }) => test ?? []);
  const [train, test] = await Promise.all([readAll(store, trainDigests), readAll(store, testDigests)]);
  return { members, train, test };
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
