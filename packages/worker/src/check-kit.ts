import { isDeepStrictEqual } from 'node:util';
import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { getTree, putTree } from '@databoard/shared/artifacts/file-tree';
import { type KitCheck, type KitMeasurements, startingKitOf } from '@databoard/shared/kit-check';
import { defaultFoldLimits } from '@databoard/shared/limits';
import type { FoldUsage } from '@databoard/shared/outcome';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import type { Score } from '@databoard/shared/score';
import { bagEvaluation } from './bag.js';
import {
  type CheckedSubmission,
  type CheckKitOptions,
  foldOf,
  notTried,
  runConstant,
  runEveryFold,
  runPermuted,
  type Scored,
} from './checked-runs.js';
import { kitFindings } from './kit-findings.js';
import { type RunFoldDependencies, runFold } from './run-fold.js';

/**
 * Runs a described kit as submissions will be run, and says what its author should know. What is wrong with the starting
 * kit is part of the answer; throws when the platform is at fault, `KitRefused` when the kit can no longer be read.
 */
export async function checkKit(
  problem: ProblemReference,
  dependencies: RunFoldDependencies,
  options: CheckKitOptions,
): Promise<KitCheck> {
  const { runtimes, store } = dependencies;
  const description = await runtimes.use(problem, async (runtime) => runtime.description);
  const name = startingKitOf(description.sampleSubmissions);
  const submissionDigest = name && (await storeSample(store, problem, name, description));
  const sample = submissionDigest === null ? null : { problem, submissionDigest, isBackground: options.isBackground };
  const { run, used } = sample
    ? await runStartingKit(sample, description, dependencies, options)
    : { run: notTried('The kit has no sample submission.'), used: nothingUsed };
  const permuted =
    sample && run.message === null
      ? await runPermuted(sample, description, dependencies, options)
      : notTried('The starting kit did not score.');
  const constant = await runConstant(problem, description, runtimes);
  options.onFold?.('Comparing rows');
  const { folds: rows, tellingColumns } = await runtimes.use(problem, ({ scorer }) => scorer.rows());
  const startingKit = { ...run, name };
  const { testRows } = description;
  const measured: KitMeasurements = { startingKit, constant, permuted, ...used, rows, testRows, tellingColumns };
  return { ...measured, findings: kitFindings(measured, description, defaultFoldLimits) };
}

/** The sample as participants submit it: the workflow's elements and nothing else. */
async function storeSample(
  store: ArtifactStore,
  { kitDigest }: ProblemReference,
  name: string,
  { elements }: ProblemDescription,
): Promise<Digest> {
  const tree = await getTree(store, kitDigest);
  const files = elements.flatMap(({ fileName }) =>
    tree.flatMap((file) => (file.path === `submissions/${name}/${fileName}` ? [{ ...file, path: fileName }] : [])),
  );
  return putTree(store, files);
}

type Used = Pick<
  KitMeasurements,
  'seconds' | 'slowestFoldSeconds' | 'peakMemoryMiB' | 'isRepeatable' | 'repeatDifference'
>;
const nothingUsed: Used = {
  seconds: { train: null, valid: null, test: null, wall: null },
  slowestFoldSeconds: null,
  peakMemoryMiB: null,
  isRepeatable: null,
  repeatDifference: null,
};

async function runStartingKit(
  sample: CheckedSubmission,
  description: ProblemDescription,
  dependencies: RunFoldDependencies,
  options: CheckKitOptions,
) {
  const started = performance.now();
  const { outcomes, run } = await runEveryFold(sample, description, dependencies, options, 'Starting kit');
  const wall = (performance.now() - started) / 1000;
  const [first] = outcomes;
  if (run.message !== null || first === undefined) return { run, used: nothingUsed };

  options.onFold?.('Starting kit, fold 0 once more');
  const again = await runFold(foldOf(sample, 0), dependencies, { signal: options.signal });
  const isRepeatable = again.kind === 'scored' && isDeepStrictEqual(resultOf(first), resultOf(again));
  const repeatDifference = again.kind === 'scored' ? differenceOf(first.scores, again.scores) : null;
  const folds = outcomes.map(({ predictions }) => predictions);
  const bagged = await bagEvaluation({ problem: sample.problem, folds }, dependencies);
  const scores = [...run.scores, ...bagged.map((score) => ({ ...score, foldIndex: null }))];
  const usages = outcomes.map(({ usage }) => usage);
  return { run: { ...run, scores }, used: { ...usedBy(usages, wall), isRepeatable, repeatDifference } };
}

/** What must be the same again, bit for bit: predictions are compared by their digests. */
const resultOf = ({ predictions, scores }: Scored) => ({ predictions, scores });

/** Scores come in one order. Two that are both infinite or no number differ by nothing; one of them, by everything. */
function differenceOf(one: readonly Score[], other: readonly Score[]): number {
  const differences = one.map(({ value }, index) => {
    const again = other[index]?.value ?? Number.NaN;
    return Object.is(value, again) ? 0 : Math.abs(value - again);
  });
  return Math.max(...differences.map((difference) => (Number.isFinite(difference) ? difference : Number.MAX_VALUE)));
}

function usedBy(folds: readonly FoldUsage[], wall: number): Omit<Used, 'isRepeatable' | 'repeatDifference'> {
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return {
    seconds: {
      train: sum(folds.map(({ trainSeconds }) => trainSeconds)),
      valid: sum(folds.map(({ validSeconds }) => validSeconds)),
      test: sum(folds.map(({ testSeconds }) => testSeconds)),
      wall,
    },
    slowestFoldSeconds: Math.max(
      ...folds.map(({ trainSeconds, validSeconds, testSeconds }) => sum([trainSeconds, validSeconds, testSeconds])),
    ),
    peakMemoryMiB: Math.max(...folds.map(({ peakMemoryMiB }) => peakMemoryMiB ?? 0)),
  };
}
