import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { requirementsFile } from '@databoard/shared/problem-options';
import { describeKit } from '../describe-kit.js';
import { findPython, type Python } from '../sandbox/python.js';
import { makeVenv } from '../testing/make-venv.js';
import { makeWheel } from '../testing/make-wheel.js';
import { openWorkshop, type Workshop } from '../testing/open-workshop.js';
import { buildEnvironment, type PipSettings } from './build-environment.js';
import { parseRequirements } from './requirements.js';

/** Fails unless the module is there in the version that the first line says. */
const estimator = (version: string) => `import databoard_sample
from sklearn.linear_model import LogisticRegression

if databoard_sample.VERSION != '${version}':
    raise ValueError(databoard_sample.VERSION)


def get_estimator():
    return LogisticRegression(max_iter=500)
`;
const withRequirements = (requirements: string, version = '1') => ({
  'databoard.json': JSON.stringify({ environment: requirementsFile }),
  'requirements.txt': requirements,
  'submissions/starting_kit/estimator.py': estimator(version),
});

describe('Python environments built from requirements.txt', function () {
  this.timeout(300_000);
  let folder: string;
  let pip: PipSettings;
  let workshop: Workshop;
  let base: Python;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'wheels-'));
    await makeWheel(folder, 'databoard_sample', '1.0', "VERSION = '1'\n");
    await makeWheel(folder, 'databoard_sample', '2.0', "VERSION = '2'\n");
    pip = { PIP_FIND_LINKS: folder, PIP_NO_INDEX: '1' };
    workshop = await openWorkshop(undefined, pip);
    base = await findPython('/usr/bin/python3');
  });
  after(async () => {
    await workshop.close();
    await rm(folder, { recursive: true, force: true });
  });

  const build = (target: string, requirements: string, settings = pip, signal = new AbortController().signal) =>
    buildEnvironment(target, parseRequirements(requirements, { withRampwf: false }), base, settings, signal);

  it('stand side by side, are built once for all problems that ask for the same, and hold what is asked for', async () => {
    const one = 'databoard-sample==1.0\nramp-workflow\n';
    const problems = await Promise.all([
      workshop.problemOf('iris', withRequirements(one)),
      workshop.problemOf('iris', { ...withRequirements(`# the same\n${one}`), 'README.md': 'another kit' }),
      workshop.problemOf('iris', withRequirements('databoard-sample>=2', '2')),
    ]);
    const outcomes = await Promise.all(problems.map((problem) => describeKit(problem, workshop.runtimes)));
    const versions = outcomes.map((outcome) => {
      assert.equal(outcome.kind, 'described', JSON.stringify(outcome));
      return outcome.description.environment['databoard-sample'];
    });
    assert.deepEqual(versions, ['1.0', '1.0', '2.0']);
    for (const [index, version] of ['1', '1', '2'].entries()) {
      const problem = problems[index];
      assert.ok(problem);
      const run = await workshop.run(problem, 0, { 'estimator.py': estimator(version) });
      assert.equal(run.kind, 'scored', JSON.stringify(run));
    }
    const built = await readdir(path.join(workshop.folder, 'worker', 'environments'));
    assert.equal(built.filter((name) => /^[0-9a-f]{64}$/.test(name)).length, 2, built.join());
  });

  it('are built by one process when two begin at once, and again when one was ended in the middle', async () => {
    const target = path.join(folder, 'environments', 'at-once');
    // What a crash leaves.
    await mkdir(path.join(target, 'bin'), { recursive: true });
    await writeFile(path.join(target, 'bin', 'python'), 'half');
    await mkdir(`${target}.tmp`);
    const stopped = new AbortController();
    const ended = build(target, 'databoard-sample', pip, stopped.signal);
    setTimeout(() => stopped.abort(), 500);
    await assert.rejects(ended, { name: 'AbortError' });
    const built = await Promise.all([build(target, 'databoard-sample'), build(target, 'databoard-sample')]);
    assert.deepEqual(built.toSorted(), [false, true]);
    const { executable } = await findPython(path.join(target, 'bin', 'python'));
    assert.equal(executable, path.join(target, 'bin', 'python'));
    assert.deepEqual((await readdir(path.dirname(target))).toSorted(), ['at-once', 'at-once.lock']);
  });

  it('see the packages of a worker whose own Python is a virtual environment', async () => {
    const own = await makeVenv(path.join(folder, 'own'), { 'of_the_worker.py': '' });
    const python = await findPython(path.join(own, 'bin', 'python'));
    const target = path.join(folder, 'environments', 'on-top');
    const requirements = parseRequirements('databoard-sample', { withRampwf: false });
    await buildEnvironment(target, requirements, python, pip, new AbortController().signal);
    const site = path.join(target, 'lib', `python${python.version.split('.').slice(0, 2).join('.')}`, 'site-packages');
    const names = await readdir(site);
    assert.ok(names.includes('worker-packages.pth') && names.includes('databoard_sample.py'), names.join());
  });

  const refusalOf = async (requirements: string | null, settings = pip) => {
    const changes = requirements === null ? { 'databoard.json': '{"environment": "requirements.txt"}' } : {};
    const other = settings === pip ? workshop : await openWorkshop(undefined, settings);
    try {
      const kit = requirements === null ? changes : withRequirements(requirements);
      const outcome = await describeKit(await other.problemOf('iris', kit), other.runtimes);
      assert.equal(outcome.kind, 'refused', JSON.stringify(outcome));
      return outcome;
    } finally {
      if (other !== workshop) await other.close();
    }
  };

  it('are refused when there is no such file, or a line of it cannot be used', async () => {
    assert.match((await refusalOf(null)).message, /^environment: requirements\.txt is named, but the kit has none/);
    const { message, fileName, line } = await refusalOf('numpy\n-e .\n');
    assert.deepEqual([fileName, line], ['requirements.txt', 2]);
    assert.match(message, /“-e \.” cannot be used/);
  });

  it('are refused with the line of a version that does not exist as a wheel', async () => {
    const { message, fileName, line } = await refusalOf('numpy\ndataboard_sample==9\n');
    assert.deepEqual([fileName, line], ['requirements.txt', 2]);
    assert.match(
      message,
      /^environment: .*no version of databoard_sample.* fits .*wheel[\s\S]*from versions: 1\.0, 2\.0/,
    );
  });

  it('run no code of a source archive that a wheel asks for', async () => {
    const source = path.join(folder, 'source');
    await mkdir(source);
    await writeFile(path.join(source, 'setup.py'), `open(${JSON.stringify(path.join(folder, 'ran'))}, 'w')\n`);
    await promisify(execFile)('tar', ['-czf', path.join(folder, 'source-1.0.tar.gz'), '-C', folder, 'source']);
    await makeWheel(folder, 'bait', '1.0', '', `source @ file://${folder}/source-1.0.tar.gz`);
    const { message } = await refusalOf('bait\n');
    assert.match(message, /^environment: .*asks for one that is no wheel/);
    assert.ok(!(await readdir(folder)).includes('ran'));
  });

  it('are refused when no index can be reached', async () => {
    const { message } = await refusalOf('databoard-sample', {
      PIP_INDEX_URL: 'http://127.0.0.1:1/simple',
      PIP_RETRIES: '1',
    });
    assert.match(message, /^environment: .*no package index could be reached.*PIP_INDEX_URL/);
  });

  it('are refused when what was installed does not fit the rest', async () => {
    await makeWheel(folder, 'pandas', '99.0', "raise ImportError('built for another numpy')\n");
    const { message } = await refusalOf('pandas==99.0\ndataboard-sample==1.0\n');
    assert.match(message, /^environment: in what is built .*pandas cannot be imported .*another numpy/);
  });

  it('are what the worker has itself when the file asks for nothing else', async () => {
    const kit = { 'databoard.json': '{"environment": "requirements.txt"}', 'requirements.txt': '# none\nrampwf\n' };
    const outcome = await describeKit(await workshop.problemOf('iris', kit), workshop.runtimes);
    assert.equal(outcome.kind, 'described', JSON.stringify(outcome));
  });

  it('are missed in a warning when the options do not name the file and the kit needs it', async () => {
    const estimators = 'try:\n    import databoard_sample\nexcept ImportError:\n    pass\n';
    const kit = {
      'requirements.txt': 'numpy==1.0\nnot-imported-anywhere\ndataboard-sample\nramp-workflow\n',
      'submissions/random_forest/estimator.py': estimators,
    };
    const outcome = await describeKit(await workshop.problemOf('iris', kit), workshop.runtimes);
    assert.equal(outcome.kind, 'described', JSON.stringify(outcome));
    assert.equal(outcome.description.warnings.length, 1, outcome.description.warnings.join());
    assert.match(outcome.description.warnings[0] ?? '', /^requirements\.txt:3 names databoard-sample/);
  });
});
