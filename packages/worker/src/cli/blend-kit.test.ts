import assert from 'node:assert/strict';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kitsFolder } from '../testing/open-workshop.js';
import { runDataboard } from '../testing/run-databoard.js';

const iris = path.join(kitsFolder, 'iris');
const both = 'starting_kit,random_forest';

describe('databoard blend', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'databoard-blend-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('prints shares by name that sum to one, the members of each fold, and the scores of the ensembles', async () => {
    const { code, stdout, stderr } = await runDataboard([
      ...['blend', iris, '--submissions', both, '--score-type', 'nll', '--json'],
    ]);
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout);
    assert.deepEqual(Object.keys(result), ['contributivities', 'folds', 'combined', 'foldwiseBest', 'curve']);
    const shares = Object.entries<number>(result.contributivities);
    assert.deepEqual(shares.map(([name]) => name).toSorted(), ['random_forest', 'starting_kit']);
    assert.ok(Math.abs(shares.reduce((sum, [, share]) => sum + share, 0) - 1) < 1e-12);
    assert.deepEqual(
      shares,
      shares.toSorted(([, a], [, b]) => b - a),
    );
    assert.equal(result.folds.length, 5);
    for (const { members, scores } of result.folds) {
      assert.ok(members.length > 0 && members.every((name: string) => both.split(',').includes(name)));
      assert.equal(scores.length, members.length);
    }
    assert.deepEqual(result.curve[0], { size: 1, value: result.foldwiseBest.valid });
    assert.equal(result.curve.at(-1).value, result.combined.valid);
    assert.deepEqual(Object.keys(result.combined), ['valid', 'test']);
    assert.deepEqual(Object.keys(result.foldwiseBest), ['valid', 'test']);
    assert.match(stderr, /Contributivity \(nll, lower is better\)/);
  });

  it('leaves out submissions that fail, says so, and blends the others', async () => {
    const { code, stdout, stderr } = await runDataboard(['blend', iris]);
    assert.equal(code, 1);
    assert.match(stderr, /^fails_in_training is left out\. Fold \d failed while training \(EXCEPTION\)/m);
    assert.match(stderr, /Failed, so not in the blend: fails_in_training\n$/);
    assert.match(
      stdout,
      /\n% is a submission's contributivity: its share of the places .*\nThe columns of folds count its places;/,
    );
    assert.match(stdout, /\n\tsubmission +% +fold 0 +fold 1 +fold 2 +fold 3 +fold 4\n/);
    assert.match(stdout, /\n\tall +100\.0( +\d+){5}\n/);
    assert.match(stdout, /Combined bagged scores\n-+\n\tscore +acc\n\tvalid +0\.\d{3}\n\t +test +0\.\d{3}\n/);
    assert.match(stdout, /Foldwise best bagged scores\n-+\n\tscore +acc\n\tvalid +0\.\d{3}\n\t +test +0\.\d{3}\n$/);
    assert.doesNotMatch(stdout, /fails_in_training/);
  });

  it('ends with 1 when nothing scored', async () => {
    const { code, stdout, stderr } = await runDataboard(['blend', iris, '--submissions', 'fails_in_training']);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /There is nothing to blend/);
  });

  it('does without test labels', async () => {
    const kit = path.join(folder, 'untested');
    await cp(iris, kit, { recursive: true });
    await appendFile(path.join(kit, 'problem.py'), "\n\ndef get_test_data(path='.'):\n    return None, None\n");
    const { code, stdout, stderr } = await runDataboard(['blend', kit, '--submissions', both, '--json']);
    assert.equal(code, 0, stderr);
    assert.deepEqual(Object.keys(JSON.parse(stdout).combined), ['valid']);
  });

  it('ends with 64 when the command line makes no sense', async () => {
    const unknown = await runDataboard(['blend', iris, '--score-type', 'auc']);
    assert.equal(unknown.code, 64);
    assert.match(unknown.stderr, /There is no score type auc: the kit has acc, nll\./);
    assert.equal((await runDataboard(['blend', iris, '--min-improvement', 'x'])).code, 64);
    assert.equal((await runDataboard(['blend', iris, '--submissions', 'a,,b'])).code, 64);
  });
});
