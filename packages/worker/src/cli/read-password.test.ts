import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { runDataboard } from '../testing/run-databoard.js';
import { ask } from './read-password.js';

describe('questions on the terminal', () => {
  it('are answered by a line', async () => {
    const input = new PassThrough();
    input.end(' ada \n');
    assert.equal(await ask('Name: ', '--username', input), 'ada');
  });

  it('end databoard login with a message when standard input is at its end', async function () {
    this.timeout(20_000);
    const home = await mkdtemp(path.join(tmpdir(), 'databoard-login-'));
    const environment = { XDG_CONFIG_HOME: home, DATABOARD_API: '', DATABOARD_PASSWORD: '' };
    const named = await runDataboard(['login', '--api', 'http://127.0.0.1:1'], environment);
    assert.equal(named.code, 64);
    assert.match(named.stderr, /: \nNothing was typed: standard input has ended\. Give --username <name>\.\n$/);
    const nowhere = await runDataboard(['login'], environment);
    assert.equal(nowhere.code, 64);
    assert.match(nowhere.stderr, /Give --api <url>\.\n$/);
    const unsaid = await runDataboard(['login', '--api', 'http://127.0.0.1:1', '--username', 'ada'], environment);
    assert.equal(unsaid.code, 1);
    assert.match(unsaid.stderr, /^No password given/);
    await rm(home, { recursive: true });
  });
});
