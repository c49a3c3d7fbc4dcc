import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kitsFolder } from '../testing/open-workshop.js';
import { runDataboard } from '../testing/run-databoard.js';

const iris = path.join(kitsFolder, 'iris');

describe('databoard test with flags', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'databoard-flags-'));
  });
  after(() => rm(folder, { recursive: true }));

  describe('--all', () => {
    it('tests every complete submission, goes on after one that fails, and closes with a table', async () => {
      const kit = path.join(folder, 'all');
      await cp(iris, kit, { recursive: true });
      await cp(path.join(iris, 'README.md'), path.join(kit, 'submissions', 'no_code', 'README.md'));
      const { code, stdout, stderr } = await runDataboard(['test', kit, '--all']);
      assert.equal(code, 1, stderr);
      const table = stdout.slice(stdout.indexOf('Submissions (acc, higher is better)'));
      assert.match(table, /\n\tsubmission +bagged valid +bagged test +mean valid +mean test +seconds +outcome\n/);
      const names = ['fails_in_training', 'random_forest', 'starting_kit'];
      assert.deepEqual(
        [...table.matchAll(/^\t(\w+) .* {2}(?:scored|\w+ \(\w+\) in fold \d)$/gm)].map(([, name]) => name),
        names,
      );
      assert.match(table, /^\tfails_in_training +\d+\.\d{3} {2}TRAINING_ERROR \(EXCEPTION\) in fold \d$/m);
      assert.match(table, /^\tstarting_kit( +0\.\d{3}){4} +\d+\.\d{3} {2}scored$/m);
      assert.match(stderr, /Not a submission: .*no_code\/ lacks estimator\.py/);
      assert.match(stderr, /Fold \d failed while training \(EXCEPTION\)/);
      assert.match(stderr, /1 of 3 submissions failed: fails_in_training\n$/);
    });

    it('prints an object by submission', async () => {
      const [all, alone] = await Promise.all([
        runDataboard(['test', iris, '--all', '--json']),
        runDataboard(['test', iris, '--json']),
      ]);
      assert.equal(all.code, 1, all.stderr);
      const result = JSON.parse(all.stdout);
      assert.deepEqual(Object.keys(result), ['fails_in_training', 'random_forest', 'starting_kit']);
      assert.deepEqual(result.starting_kit, JSON.parse(alone.stdout));
      const { error } = result.fails_in_training;
      assert.deepEqual([error.state, error.reason], ['TRAINING_ERROR', 'EXCEPTION']);
      assert.match(error.message, /ValueError/);
      assert.ok(Number.isInteger(error.fold));
    });

    it('does not go with --submission', async () => {
      assert.equal((await runDataboard(['test', iris, '--all', '--submission', 'starting_kit'])).code, 64);
    });
  });

  describe('--fold', () => {
    it('runs those folds alone, in order, without a bag', async () => {
      const args = ['test', iris, '--submission', 'random_forest', '--json'];
      const [some, all] = await Promise.all([
        runDataboard([...args, '--fold', '3,1', '--fold', '1']),
        runDataboard(args),
      ]);
      assert.equal(some.code, 0, some.stderr);
      const [result, complete] = [JSON.parse(some.stdout), JSON.parse(all.stdout)];
      assert.deepEqual(result.folds, [complete.folds[1], complete.folds[3]]);
      assert.deepEqual(result.bagged, {});
      assert.match(some.stderr, /random_forest, folds 1, 3 of 5\nCV fold 1\n/);
      assert.doesNotMatch(some.stderr, /Bagged/);
    });

    it('has no mean of one fold', async () => {
      const { code, stdout, stderr } = await runDataboard(['test', iris, '--fold', '2']);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^CV fold 2\n(\t.*\n){4}$/);
      assert.match(stderr, /starting_kit, fold 2 of 5\n/);
    });

    it('names the range when there is no such fold', async () => {
      const { code, stderr } = await runDataboard(['test', iris, '--fold', '5']);
      assert.equal(code, 64);
      assert.match(stderr, /There is no fold 5: the kit has folds 0 to 4\./);
      assert.equal((await runDataboard(['test', iris, '--fold', 'two'])).code, 64);
      assert.equal((await runDataboard(['test', iris, '--fold', '-1'])).code, 64);
    });
  });

  describe('options of a problem', () => {
    let kit: string;
    before(async () => {
      kit = path.join(folder, 'options');
      await cp(iris, kit, { recursive: true });
      const code = await readFile(path.join(kit, 'problem.py'), 'utf8');
      await writeFile(path.join(kit, 'data', 'classes.txt'), 'setosa versicolor virginica');
      await writeFile(path.join(kit, 'problem.py'), `${code}${problemWithOptions}`);
    });
    const test = (...flags: string[]) => runDataboard(['test', kit, '--fold', '0', ...flags]);
    const flags = ['--data-label', 'north', '--expose', 'data/classes.txt'];

    it('reach the kit', async () => {
      const { code, stderr } = await test('--quick', ...flags);
      assert.equal(code, 0, stderr);
      assert.match(stderr, /Testing quick iris:/);
      const without = await test('--data-label', 'north');
      assert.equal(without.code, 2);
      assert.match(without.stderr, /problem\.py:\d+: The kit is broken: .*FileNotFoundError/);
      const south = await test('--data-label', 'south', '--expose', 'data/classes.txt');
      assert.equal(south.code, 2);
      assert.match(south.stderr, /no data for south/);
    });

    it('lie on top of databoard.json', async () => {
      const file = path.join(kit, 'databoard.json');
      await writeFile(file, JSON.stringify({ quick: true, dataLabel: 'south', expose: ['data/classes.txt'] }));
      const { code, stderr } = await test('--no-quick', '--data-label', 'north');
      assert.equal(code, 0, stderr);
      assert.match(stderr, /Testing iris:/);
      await writeFile(file, '{"quik": true}');
      const misspelt = await test(...flags);
      assert.equal(misspelt.code, 2);
      assert.match(misspelt.stderr, /databoard\.json: .*quik/);
      await rm(file);
    });

    it('that make no sense are a matter of usage', async () => {
      const outside = await test('--expose', '../secrets');
      assert.equal(outside.code, 64);
      assert.match(outside.stderr, /options: expose/);
      assert.equal((await test('--data-label', 'a b')).code, 64);
      assert.equal((await test('--rampwf', 'other')).code, 64);
    });
  });
});

const problemWithOptions = `

with open(os.path.join(os.path.dirname(__file__), 'data', 'classes.txt')) as file:
    assert file.read().split() == _prediction_label_names

problem_title = 'quick iris' if os.environ.get('RAMP_TEST_MODE') else 'iris'


def get_train_data(path='.', data_label=None):
    if data_label != 'north':
        raise ValueError(f'no data for {data_label}')
    return _read_data(path, 'train.csv')


def get_test_data(path='.', data_label=None):
    return _read_data(path, 'test.csv')
`;
