import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FoldOutcome } from '@databoard/shared/outcome';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import { bagEvaluation } from './bag.js';
import { describeKit } from './describe-kit.js';
import { rescore } from './rescore.js';
import { kitsFolder, openWorkshop, type Workshop } from './testing/open-workshop.js';

describe('rescoring stored predictions', function () {
  this.timeout(60_000);
  let workshop: Workshop;
  let original: ProblemReference;
  let folds: { train: string; test: string | null }[];
  const submission = path.join(kitsFolder, 'iris', 'submissions', 'starting_kit');
  const fileOf = (name: string) => readFile(path.join(kitsFolder, 'iris', name), 'utf8');

  const described = async (problem: ProblemReference) => {
    const outcome = await describeKit(problem, workshop.runtimes);
    assert.ok(outcome.kind === 'described', JSON.stringify(outcome));
    return outcome.description;
  };
  const scored = (outcome: FoldOutcome) => {
    assert.ok(outcome.kind === 'scored', JSON.stringify(outcome));
    return outcome;
  };
  const run = async (problem: ProblemReference) => {
    const { length } = (await described(problem)).folds;
    const runs = [];
    for (let index = 0; index < length; index++) runs.push(scored(await workshop.run(problem, index, submission)));
    return runs;
  };
  /** Half of the test labels and the score types are others now. */
  const corrected = async () => {
    const lines = (await fileOf('data/test.csv')).split('\n');
    const relabelled = lines.map((line, number) => (number % 2 === 1 ? line.replace(/[a-z]+$/, 'setosa') : line));
    const problemPy = (await fileOf('problem.py')).replace(
      'rw.score_types.Accuracy(',
      "rw.score_types.BalancedAccuracy(name='balanced'),\n    rw.score_types.Accuracy(",
    );
    return workshop.problemOf('iris', { 'data/test.csv': relabelled.join('\n'), 'problem.py': problemPy });
  };

  before(async () => {
    workshop = await openWorkshop();
    original = await workshop.problemOf('iris');
    folds = (await run(original)).map(({ predictions }) => predictions);
  });
  after(() => workshop.close());

  it('is the same in every digit as running the submission on the new version', async () => {
    const problem = await corrected();
    const [before, after] = [await described(original), await described(problem)];
    assert.deepEqual([after.featuresDigest, after.foldsDigest], [before.featuresDigest, before.foldsDigest]);
    assert.match(after.foldsDigest ?? '', /^[0-9a-f]{64}$/);

    const result = await rescore({ problem, folds }, workshop);
    const runs = await run(problem);
    assert.deepEqual(
      result.folds,
      runs.map(({ scores }) => ({ kind: 'scored', scores })),
    );
    const again = { problem, folds: runs.map(({ predictions }) => predictions) };
    assert.deepEqual(result.bagged, await bagEvaluation(again, workshop));
    assert.notDeepEqual(result, await rescore({ problem: original, folds }, workshop));
  });

  it('tells a version whose folds follow other labels, or whose rows are in another order', async () => {
    const before = await described(original);
    const lines = (await fileOf('data/train.csv')).trim().split('\n');
    const relabelled = lines.map((line, number) => (number % 3 === 1 ? line.replace(/[a-z]+$/, 'setosa') : line));
    const other = await described(await workshop.problemOf('iris', { 'data/train.csv': relabelled.join('\n') }));
    assert.equal(other.featuresDigest, before.featuresDigest);
    assert.notEqual(other.foldsDigest, before.foldsDigest);

    const [header = '', ...rows] = lines;
    const turned = [header, ...rows.toReversed()].join('\n');
    const reordered = await described(await workshop.problemOf('iris', { 'data/train.csv': turned }));
    assert.notEqual(reordered.featuresDigest, before.featuresDigest);
  });

  it('gives predictions that do not fit any more as the submission’s failure', async () => {
    const problemPy = (await fileOf('problem.py')).replace(
      'make_multiclass(label_names=_prediction_label_names)',
      "make_multiclass(label_names=[*_prediction_label_names, 'none'])",
    );
    const problem = await workshop.problemOf('iris', { 'problem.py': problemPy });
    const { folds: results, bagged } = await rescore({ problem, folds }, workshop);
    assert.equal(bagged, null);
    for (const result of results) {
      assert.ok(result.kind === 'submission-failed');
      assert.deepEqual([result.failure.state, result.failure.reason], ['VALIDATING_ERROR', 'BAD_PREDICTIONS']);
      assert.match(result.failure.message, /shape \(\d+, 3\), expected \(\d+, 4\)/);
    }
  });

  it('is the platform’s fault when predictions are gone', async () => {
    await assert.rejects(rescore({ problem: original, folds: [{ train: '0'.repeat(64), test: null }] }, workshop));
  });
});
