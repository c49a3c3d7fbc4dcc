import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kitsFolder } from '../testing/open-workshop.js';
import { runDataboard, startDataboard } from '../testing/run-databoard.js';

const iris = path.join(kitsFolder, 'iris');

describe('databoard test', function () {
  this.timeout(60_000);
  let folder: string;
  let kit: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'databoard-cli-test-'));
    kit = path.join(folder, 'iris');
    await cp(iris, kit, { recursive: true });
  });
  after(() => rm(folder, { recursive: true }));

  it('prints one JSON object with every score in full precision, and nothing else, on stdout', async () => {
    const { code, stdout, stderr } = await runDataboard(['test', iris, '--json']);
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout);
    assert.deepEqual(Object.keys(result), ['folds', 'mean', 'bagged']);
    assert.equal(result.folds.length, 5);
    assert.deepEqual(Object.keys(result.folds[0]), ['train', 'valid', 'test']);
    assert.deepEqual(Object.keys(result.bagged), ['valid', 'test']);
    for (const scores of [...result.folds.flatMap(Object.values), ...Object.values(result.bagged)]) {
      assert.deepEqual(Object.keys(scores as object), ['acc', 'nll']);
      assert.ok(Object.values(scores as object).every((value) => typeof value === 'number'));
    }
    assert.match(stderr, /Mean CV scores/);
  });

  it('prints the table of ramp-test', async () => {
    const { code, stdout } = await runDataboard(['test', iris, '--submission', 'random_forest']);
    assert.equal(code, 0);
    assert.match(stdout, /^CV fold 0\n\tscore +acc +nll +time\n\ttrain /);
    assert.match(stdout, /\nBagged scores\n-+\n\tscore +acc +nll\n\tvalid +0\.\d{3} +\d\.\d{3}\n\t +test /);
  });

  it('warns of a sample that imports what is not installed', async () => {
    const lacking = path.join(folder, 'lacking');
    await cp(iris, lacking, { recursive: true });
    await writeFile(path.join(lacking, 'submissions', 'random_forest', 'estimator.py'), 'import xyzzy\n');
    const { code, stderr } = await runDataboard(['test', lacking, '--json']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Warning: submissions\/random_forest\/estimator\.py:1 imports xyzzy/m);
  });

  it('reads the data from another folder', async () => {
    const data = path.join(folder, 'private');
    await cp(path.join(iris, 'data'), path.join(data, 'data'), { recursive: true });
    const lines = (await readFile(path.join(data, 'data', 'test.csv'), 'utf8')).trimEnd().split('\n');
    await writeFile(path.join(data, 'data', 'test.csv'), `${lines.slice(0, 20).join('\n')}\n`);
    const [own, other] = await Promise.all([
      runDataboard(['test', iris, '--json']),
      runDataboard(['test', iris, '--json', '--data', data]),
    ]);
    assert.equal(other.code, 0, other.stderr);
    assert.deepEqual(JSON.parse(other.stdout).bagged.valid, JSON.parse(own.stdout).bagged.valid);
    assert.notDeepEqual(JSON.parse(other.stdout).bagged.test, JSON.parse(own.stdout).bagged.test);
  });

  it('ends with 1 when the submission fails, and shows its own lines', async () => {
    const failing = path.join(kit, 'submissions', 'failing', 'estimator.py');
    await cp(path.join(iris, 'submissions', 'starting_kit', 'estimator.py'), failing);
    await writeFile(failing, "def get_estimator():\n    print('so far')\n    raise ValueError('no good')\n");
    const { code, stdout, stderr } = await runDataboard(['test', kit, '--submission', 'failing', '--json']);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /What fold \d printed:\nso far\n/);
    assert.match(stderr, /Fold \d failed while training \(EXCEPTION\): .*ValueError.*\n/);
    assert.match(stderr, / {2}estimator\.py:3, in get_estimator\n {4}raise ValueError\('no good'\)\nno good\n/);
  });

  it('ends with 1 when there is no such submission, or a file is missing', async () => {
    const none = await runDataboard(['test', iris, '--submission', 'nothing']);
    assert.equal(none.code, 1);
    assert.match(none.stderr, /submissions\/nothing\/ does not exist or is empty/);
    await cp(path.join(iris, 'README.md'), path.join(kit, 'submissions', 'empty', 'README.md'));
    const missing = await runDataboard(['test', kit, '--submission', 'empty']);
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /lacks estimator\.py/);
  });

  it('ends with 2 when the kit is broken, and says where', async () => {
    const broken = path.join(folder, 'broken');
    await cp(iris, broken, { recursive: true });
    await writeFile(path.join(broken, 'problem.py'), 'import rampwf as rw\n\nproblem_title = undefined_name\n');
    const { code, stdout, stderr } = await runDataboard(['test', broken, '--json']);
    assert.equal(code, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /broken\/problem\.py:3: The kit is broken: .*undefined_name/);
    assert.equal((await runDataboard(['test', path.join(folder, 'nowhere')])).code, 2);
    assert.equal((await runDataboard(['test', path.join(iris, 'data')])).code, 2);
  });

  it('ends with 3 when kits cannot be run here', async () => {
    const { code, stderr } = await runDataboard(['test', iris], { PYTHON: '/bin/false' });
    assert.equal(code, 3);
    assert.match(stderr, /No Python with numpy, pandas, scipy, sklearn was found \(tried \/bin\/false\)/);
  });

  it('ends with 64 when the command line makes no sense', async () => {
    assert.equal((await runDataboard(['test'])).code, 64);
    assert.equal((await runDataboard(['frobnicate'])).code, 64);
    const second = await runDataboard(['test', iris, 'random_forest']);
    assert.equal(second.code, 64);
    assert.match(second.stderr, /^error: too many arguments .* Did you mean --submission random_forest\?\n$/);
    assert.equal((await runDataboard(['test', '--help'])).code, 0);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const slow = path.join(kit, 'submissions', 'slow', 'estimator.py');
    await cp(path.join(iris, 'submissions', 'starting_kit', 'estimator.py'), slow);
    await writeFile(slow, 'import time\n\n\ndef get_estimator():\n    time.sleep(60)\n');
    const own = await mkdtemp(path.join(tmpdir(), 'databoard-cli-tmp-'));
    const env = { ...process.env, TMPDIR: own };
    const child = startDataboard(['test', kit, '--submission', 'slow'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    await new Promise<void>((resolve) => {
      child.stderr?.setEncoding('utf8').on('data', (text: string) => text.startsWith('Testing') && resolve());
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    // Ctrl-C goes to the whole group, so the command hears of it from the terminal and from its launcher.
    process.kill(-(child.pid ?? 0), 'SIGINT');
    assert.equal(await ended, 130);
    assert.deepEqual(
      (await readdir(own)).filter((name) => name.startsWith('databoard-test-')),
      [],
    );
    await rm(own, { recursive: true });
  });
});
