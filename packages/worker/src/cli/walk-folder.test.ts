import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommandFailed, exitCode } from './exit-code.js';
import { walkFolder } from './walk-folder.js';

describe('walkFolder', () => {
  let root: string;
  const write = async (file: string, content = 'x') => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), content);
  };
  const paths = async () => (await walkFolder(root, exitCode.kitBroken)).map((file) => file.path);
  const failure = (message: RegExp) => (error: unknown) =>
    error instanceof CommandFailed && error.code === exitCode.kitBroken && message.test(error.message);

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'databoard-walk-'));
    await write('problem.py', 'problem_title = 1\n');
    await write('data/train.csv');
  });
  afterEach(() => rm(root, { recursive: true }));

  it('lists files sorted by path with the digest of their content', async () => {
    await write('Z.txt');
    await write('empty', '');
    const files = await walkFolder(root, exitCode.failed);
    assert.deepEqual(
      files.map((file) => [file.path, file.bytes]),
      [
        ['Z.txt', 1],
        ['data/train.csv', 1],
        ['empty', 0],
        ['problem.py', 18],
      ],
    );
    assert.equal(files[3]?.digest, createHash('sha256').update('problem_title = 1\n').digest('hex'));
  });

  it('leaves out what tools leave behind', async () => {
    for (const file of ['.git/config', 'a/__pycache__/m.pyc', 'a/m.pyc', '.ipynb_checkpoints/n.ipynb'])
      await write(file);
    for (const file of ['submissions/s/training_output/fold_0/scores.csv', 'node_modules/x/y.js']) await write(file);
    await symlink('/', path.join(root, 'submissions', '.git'));
    assert.deepEqual(await paths(), ['data/train.csv', 'problem.py']);
  });

  it('follows symbolic links inside the folder', async () => {
    await symlink('problem.py', path.join(root, 'same.py'));
    await symlink('data', path.join(root, 'public_data'));
    assert.deepEqual(await paths(), ['data/train.csv', 'problem.py', 'public_data/train.csv', 'same.py']);
  });

  it('refuses symbolic links that leave the folder, and names each of them', async () => {
    await symlink('/etc/hostname', path.join(root, 'host'));
    await symlink('..', path.join(root, 'data', 'up'));
    await symlink('../..', path.join(root, 'data', 'out'));
    await symlink('nowhere', path.join(root, 'dangling'));
    await assert.rejects(paths(), failure(/host: a symbolic link that leaves/));
    await assert.rejects(paths(), failure(/data\/up: a symbolic link to a folder that contains it/));
    await assert.rejects(paths(), failure(/data\/out: a symbolic link that leaves/));
    await assert.rejects(paths(), failure(/dangling: a symbolic link that leads nowhere/));
  });

  it('does not take a neighbour with the same beginning for the inside', async () => {
    const neighbour = `${root}-private`;
    await mkdir(neighbour);
    await symlink(neighbour, path.join(root, 'inside'));
    await assert.rejects(paths(), failure(/inside: a symbolic link that leaves/));
    await rm(neighbour, { recursive: true });
  });

  it('names files that are too large, with the limit', async () => {
    await write('big.bin', '12345');
    await assert.rejects(walkFolder(root, exitCode.failed, 4), /big\.bin: 5 bytes, at most 4 can be sent/);
  });

  it('says that a folder does not exist', async () => {
    await assert.rejects(walkFolder(path.join(root, 'none'), exitCode.kitBroken), failure(/none is no folder/));
  });
});
