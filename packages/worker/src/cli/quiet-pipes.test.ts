import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kitsFolder } from '../testing/open-workshop.js';
import { startDataboard } from '../testing/run-databoard.js';

describe('databoard beside a reader who leaves', function () {
  this.timeout(60_000);

  const leftBy = async (reader: 'stdout' | 'stderr', args: string[], env: NodeJS.ProcessEnv = {}) => {
    const child = startDataboard(args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let other = '';
    child[reader === 'stdout' ? 'stderr' : 'stdout']?.setEncoding('utf8').on('data', (text: string) => {
      other += text;
    });
    child[reader]?.destroy();
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, other };
  };

  it('says nothing of it', async () => {
    assert.deepEqual(await leftBy('stdout', ['check', '--help']), { code: 0, other: '' });
    assert.deepEqual(await leftBy('stderr', ['check']), { code: 64, other: '' });
  });

  it('runs no folds for nobody, and leaves nothing behind', async () => {
    const own = await mkdtemp(path.join(tmpdir(), 'databoard-cli-pipe-'));
    const { code, other } = await leftBy('stdout', ['test', path.join(kitsFolder, 'iris')], { TMPDIR: own });
    assert.equal(code, 130);
    assert.match(other, /^Testing .*\n$/);
    const left = (await readdir(own)).filter((name) => name.startsWith('databoard-test-'));
    assert.deepEqual(left, []);
    await rm(own, { recursive: true });
  });
});
