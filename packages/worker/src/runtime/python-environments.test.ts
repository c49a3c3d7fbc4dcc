import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import { describeKit } from '../describe-kit.js';
import { makeVenv } from '../testing/make-venv.js';
import { openWorkshop, type Workshop } from '../testing/open-workshop.js';

const estimator = (first: string) =>
  `${first}\nfrom sklearn.linear_model import LogisticRegression\n\n\ndef get_estimator():\n    return LogisticRegression(max_iter=500)\n`;

describe('Python environments that a problem names', function () {
  this.timeout(300_000);
  let workshop: Workshop;
  let folder: string;
  before(async () => {
    workshop = await openWorkshop();
    // Closed to everyone else, as home folders are; programs inside the walls are another user where the worker is root.
    folder = await mkdtemp(path.join(homedir(), '.databoard-environments-'));
    await chmod(folder, 0o700);
  });
  after(async () => {
    await workshop.close();
    await rm(folder, { recursive: true, force: true });
  });

  const problemIn = (environment: string, changes: Record<string, string> = {}): Promise<ProblemReference> =>
    workshop.problemOf('iris', { 'databoard.json': JSON.stringify({ environment }), ...changes });

  const refusalOf = async (environment: string, changes: Record<string, string> = {}) => {
    const outcome = await describeKit(await problemIn(environment, changes), workshop.runtimes);
    assert.equal(outcome.kind, 'refused', JSON.stringify(outcome));
    return outcome;
  };

  /** The module is there for the kit, for its sample and for a fold. */
  const assertUsable = async (environment: string, module: string) => {
    const sample = { 'submissions/starting_kit/estimator.py': estimator(`import ${module}`) };
    const problem = await problemIn(environment, { ...sample, 'requirements.txt': 'numpy\n' });
    const outcome = await describeKit(problem, workshop.runtimes);
    assert.equal(outcome.kind, 'described', JSON.stringify(outcome));
    const run = await workshop.run(problem, 0, { 'estimator.py': estimator(`import ${module}`) });
    assert.equal(run.kind, 'scored', JSON.stringify(run));
    return outcome.description;
  };

  it('run their kit and submissions, below folders that are closed to others', async () => {
    const venv = await makeVenv(path.join(folder, 'plain'), { 'only_here.py': '' });
    const description = await assertUsable(venv, 'only_here');
    assert.match(description.environment['python'] ?? '', /^3\./);
    assert.equal(description.environment['rampwf'], 'databoard');
    await assertUsable(path.join(venv, 'bin', 'python'), 'only_here');
  });

  it('may be named by a link, and be made by a Python that is reached by links', async () => {
    const bin = path.join(folder, 'python', 'bin');
    await mkdir(bin, { recursive: true });
    await symlink('/usr/bin/python3', path.join(bin, 'python3'));
    const venv = await makeVenv(path.join(folder, 'linked'), { 'by_link.py': '' }, path.join(bin, 'python3'));
    await symlink(venv, path.join(folder, 'current'));
    await assertUsable(path.join(folder, 'current'), 'by_link');
  });

  it('may lie where something else is inside the walls', async () => {
    const temporary = await mkdtemp(path.join(tmpdir(), 'environments-'));
    try {
      await assertUsable(await makeVenv(path.join(temporary, 'venv'), { 'in_tmp.py': '' }), 'in_tmp');
    } finally {
      await rm(temporary, { recursive: true });
    }
  });

  it('may use packages of a folder that a path file names', async () => {
    const packages = path.join(folder, 'packages');
    await mkdir(packages);
    await writeFile(path.join(packages, 'by_path_file.py'), '');
    const venv = await makeVenv(path.join(folder, 'path-file'), { 'more.pth': `${packages}\n` });
    await assertUsable(venv, 'by_path_file');
  });

  it('are refused when they are not there, or no Python', async () => {
    const missing = path.join(folder, 'missing');
    assert.match((await refusalOf(missing)).message, /^environment: there is no .*missing.*python3 -m venv/);
    const empty = path.join(folder, 'empty');
    await mkdir(empty);
    assert.match((await refusalOf(empty)).message, /^environment: .*empty holds no bin\/python/);
    const broken = path.join(folder, 'broken');
    await mkdir(path.join(broken, 'bin'), { recursive: true });
    await writeFile(path.join(broken, 'bin', 'python'), '#!/bin/sh\necho broken >&2\nexit 1\n', { mode: 0o755 });
    assert.match((await refusalOf(broken)).message, /^environment: .*bin\/python is no Python that starts \(broken\)/);
    assert.match((await refusalOf('/etc/hostname')).message, /^environment: \/etc\/hostname is a file/);
  });

  it('are refused when they cannot be read inside the walls', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const venv = await makeVenv(path.join(folder, 'closed'));
    await chmod(venv, 0o700);
    assert.match((await refusalOf(venv)).message, /^environment: .*closed cannot be used .*chmod -R a\+rX/);
  });

  it('are refused when they lack what every kit needs', async () => {
    const venv = path.join(folder, 'bare');
    await promisify(execFile)('/usr/bin/python3', ['-m', 'venv', '--without-pip', venv]);
    assert.match((await refusalOf(venv)).message, /numpy cannot be imported .*--system-site-packages/);
  });

  it('are never started from folders in which kits have a hand', async () => {
    const kit = { 'bin/python': '#!/bin/sh\n', 'databoard.json': '{}' };
    const { kitDigest } = await workshop.problemOf('iris', kit);
    await workshop.runtimes.use({ ...(await workshop.problemOf('iris', kit)) }, async () => undefined);
    const kits = path.join(workshop.folder, 'worker', 'kit');
    assert.ok((await readdir(kits)).includes(kitDigest));
    assert.match((await refusalOf(path.join(kits, kitDigest))).message, /where kits have a hand/);
    await symlink(path.join(kits, kitDigest), path.join(folder, 'trojan'));
    assert.match((await refusalOf(path.join(folder, 'trojan'))).message, /where kits have a hand/);
  });

  it('must have what the starting kit imports; other samples are warned about', async () => {
    const venv = await makeVenv(path.join(folder, 'lacking'));
    const lacking = estimator('import numpy\nimport xyzzy.parts');
    const refused = await refusalOf(venv, { 'submissions/starting_kit/estimator.py': lacking });
    assert.deepEqual([refused.fileName, refused.line], ['submissions/starting_kit/estimator.py', 2]);
    assert.match(refused.message, /starting_kit imports xyzzy, which the environment .*lacking has not/);

    const problem = await problemIn(venv, { 'submissions/random_forest/estimator.py': lacking });
    const outcome = await describeKit(problem, workshop.runtimes);
    assert.equal(outcome.kind, 'described', JSON.stringify(outcome));
    assert.equal(outcome.description.warnings.length, 1);
    assert.match(outcome.description.warnings[0] ?? '', /^submissions\/random_forest\/estimator\.py:2 imports xyzzy/);
  });
});
