import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { BlendCandidate } from '@databoard/shared/queues/blend-jobs';
import { bagEvaluation } from './bag.js';
import { blendEvaluations } from './blend.js';
import { kitsFolder, openWorkshop, type Workshop } from './testing/open-workshop.js';

describe('blending evaluations', function () {
  this.timeout(60_000);
  let workshop: Workshop;
  let problem: Awaited<ReturnType<Workshop['problemOf']>>;
  before(async () => {
    workshop = await openWorkshop();
    problem = await workshop.problemOf('iris');
  });
  after(() => workshop.close());

  const candidate = (submission: string, of = problem): Promise<BlendCandidate> =>
    candidateIn(path.join(kitsFolder, 'iris', 'submissions', submission), of);

  async function candidateIn(folder: string, of = problem): Promise<BlendCandidate> {
    const { folds } = await workshop.runtimes.use(of, async ({ description }) => description);
    return Promise.all(
      folds.map(async (_, index) => {
        const outcome = await workshop.run(of, index, folder);
        assert.equal(outcome.kind, 'scored', JSON.stringify(outcome));
        return (outcome as Extract<typeof outcome, { kind: 'scored' }>).predictions;
      }),
    );
  }

  const blend = (candidates: BlendCandidate[], scoreType: string, minImprovement = 0) =>
    blendEvaluations({ problem, candidates, scoreType, minImprovement }, workshop);

  async function blended(...given: Parameters<typeof blend>) {
    const outcome = await blend(...given);
    assert.equal(outcome.kind, 'blended');
    return outcome as Extract<typeof outcome, { kind: 'blended' }>;
  }

  it('gives shares that sum to one, and an ensemble no worse than the best alone', async () => {
    const candidates = [await candidate('starting_kit'), await candidate('random_forest')];
    const result = await blended(candidates, 'nll');
    assert.equal(result.folds.length, 5);
    assert.equal(result.shares.length, 2);
    assert.ok(Math.abs(result.shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
    const expected = [0, 1].map((position) => {
      const shares = result.folds.map(
        ({ members }) => members.filter((member) => member === position).length / members.length,
      );
      return shares.reduce((sum, share) => sum + share, 0) / shares.length;
    });
    for (const [position, share] of result.shares.entries())
      assert.ok(Math.abs(share - (expected[position] ?? Number.NaN)) < 1e-12);
    assert.deepEqual(
      result.combined.map(({ scoreType, step }) => [scoreType, step]),
      [
        ['acc', 'valid'],
        ['nll', 'valid'],
        ['acc', 'test'],
        ['nll', 'test'],
      ],
    );
    const [combined, best] = [result.combined[1]?.value, result.foldwiseBest[1]?.value];
    assert.ok(combined !== undefined && best !== undefined && combined <= best, `${combined} > ${best}`);
  });

  it('tells what each member added to its fold, and to all folds together from the best alone to the ensemble', async () => {
    // Each is wrong about one species, half-heartedly, where the other one knows.
    const half = async (species: number, guess: string): Promise<BlendCandidate> => {
      const folder = await mkdtemp(path.join(tmpdir(), 'half-'));
      const code = `from sklearn.linear_model import LogisticRegression


class Half(LogisticRegression):
    def predict_proba(self, X):
        known = super().predict_proba(X)
        known[known.argmax(axis=1) == ${species}] = ${guess}
        return known


def get_estimator():
    return Half(max_iter=200)
`;
      await writeFile(path.join(folder, 'estimator.py'), code);
      return candidateIn(folder).finally(() => rm(folder, { recursive: true }));
    };
    const candidates = [await half(0, '[0.45, 0.55, 0.0]'), await half(2, '[0.0, 0.55, 0.45]')];
    const { curve, folds, combined, foldwiseBest } = await blended(candidates, 'acc');
    assert.deepEqual(
      curve.folds.map((scores) => scores.length),
      folds.map(({ members }) => members.length),
    );
    for (const scores of curve.folds)
      for (const [before, score] of scores.entries())
        assert.ok(before === 0 || score > (scores[before - 1] ?? Number.NaN), scores.join());
    const longest = Math.max(...folds.map(({ members }) => members.length));
    assert.ok(longest > 1);
    assert.deepEqual(curve.combined[0], { size: 1, value: foldwiseBest[0]?.value });
    assert.deepEqual(curve.combined.at(-1), { size: longest, value: combined[0]?.value });
  });

  it('of one candidate is its own bagged score', async () => {
    const only = await candidate('starting_kit');
    const result = await blended([only], 'acc');
    assert.deepEqual(result.shares, [1]);
    const bagged = await bagEvaluation({ problem, folds: [...only] }, workshop);
    assert.deepEqual(result.combined, bagged);
    assert.deepEqual(result.foldwiseBest, result.combined);
    assert.deepEqual(result.curve.combined, [{ size: 1, value: result.combined[0]?.value }]);
    assert.deepEqual(
      result.curve.folds.map(({ length }) => length),
      [1, 1, 1, 1, 1],
    );
  });

  it('takes nobody in for less than the least improvement', async () => {
    const candidates = [await candidate('starting_kit'), await candidate('random_forest')];
    const result = await blended(candidates, 'nll', 1000);
    for (const { members } of result.folds) assert.equal(members.length, 1);
    assert.deepEqual(result.combined, result.foldwiseBest);
  });

  it('lets the earlier of two equal candidates win', async () => {
    const one = await candidate('starting_kit');
    assert.deepEqual((await blended([one, one], 'acc')).shares, [1, 0]);
  });

  it('reads again only what the scorer has not seen', async () => {
    const candidates = [await candidate('starting_kit'), await candidate('random_forest')];
    await blended(candidates, 'acc');
    const read: string[] = [];
    const store: ArtifactStore = {
      put: (bytes) => workshop.store.put(bytes),
      has: (digest) => workshop.store.has(digest),
      adopt: (file, digest) => workshop.store.adopt(file, digest),
      copyTo: (digest, file) => workshop.store.copyTo(digest, file),
      stream: (digest) => workshop.store.stream(digest),
      remove: (digest) => workshop.store.remove(digest),
      async get(digest) {
        read.push(digest);
        return workshop.store.get(digest);
      },
    };
    const again = { problem, candidates, scoreType: 'nll', minImprovement: 0 };
    const result = await blendEvaluations(again, { runtimes: workshop.runtimes, store });
    assert.ok(result.kind === 'blended');
    // Of the members both are read for the bagged scores, of the others nothing.
    const members = result.folds.flatMap((fold) => [...new Set(fold.members)]);
    assert.equal(read.length, 2 * members.length);
    assert.deepEqual(result, await blended(candidates, 'nll'));
  });

  it('lets others have the scorer in between, however long a kit’s own score takes', async () => {
    const code = await readFile(path.join(kitsFolder, 'iris', 'problem.py'), 'utf8');
    const slowScore = `
import time


class Slow(rw.score_types.Accuracy):
    def __call__(self, y_true, y_pred):
        time.sleep(0.03)
        return super().__call__(y_true, y_pred)


score_types.append(Slow(name='slow'))
`;
    const slow = await workshop.problemOf('iris', { 'problem.py': `${code}${slowScore}` });
    const folds = await candidate('starting_kit', slow);
    const trains = await Promise.all(folds.map(({ train }) => workshop.store.get(train)));
    const tests = await Promise.all(folds.map(({ test }) => workshop.store.get(test ?? '')));
    // The scorer takes their word for it that these are different predictions.
    const digests = Array.from({ length: 20 }, (_, index) => String(index).padStart(64, '0'));
    const given = new Map(digests.map((_, index) => [index, trains[0] as Buffer]));
    const ended: string[] = [];
    await workshop.runtimes.use(slow, async ({ scorer }) => {
      const rule = { scoreType: 'slow', minImprovement: 0 };
      const blending = scorer.blend(0, digests, given, rule).then((blend) => {
        ended.push('blend');
        assert.deepEqual(blend.kind === 'blended' && blend.members, [0]);
      });
      const bagging = scorer.bag(trains, tests).then(() => ended.push('bag'));
      await Promise.all([blending, bagging]);
      const members = trains.map((train, index) => ({
        ...{ members: [0, 0, 0], train: [train], test: [tests[index] as Buffer] },
      }));
      await Promise.all([
        scorer.bagBlends(members, 1, 'slow').then(() => ended.push('blends')),
        scorer.bag(trains, tests).then(() => ended.push('another bag')),
      ]);
    });
    assert.deepEqual(ended, ['bag', 'blend', 'another bag', 'blends']);
  });

  it('does without test labels', async () => {
    const code = await readFile(path.join(kitsFolder, 'iris', 'problem.py'), 'utf8');
    const untested = await workshop.problemOf('iris', {
      'problem.py': `${code}\n\ndef get_test_data(path='.'):\n    return None, None\n`,
    });
    const candidates = [await candidate('starting_kit', untested)];
    const outcome = await blendEvaluations(
      { problem: untested, candidates, scoreType: 'acc', minImprovement: 0 },
      workshop,
    );
    assert.equal(outcome.kind, 'blended');
    const steps = outcome.kind === 'blended' ? outcome.combined.map(({ step }) => step) : [];
    assert.deepEqual([...new Set(steps)], ['valid']);
  });

  it('refuses candidates that lack a fold', async () => {
    const one = await candidate('starting_kit');
    await assert.rejects(blend([one, one.slice(1)], 'acc'), /predictions for every fold/);
    await assert.rejects(blend([], 'acc'), /predictions for every fold/);
  });
});
