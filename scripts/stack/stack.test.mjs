import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { node } from '../root.mjs';
import { startGuard } from '../services/guard.mjs';
import { isAlive, waitFor } from '../services/processes.mjs';
import { chooseHttpPort } from './http-port.mjs';
import { claimDataDir } from './only-one.mjs';
import { createOutput } from './output.mjs';
import { supervise } from './supervise.mjs';

describe('the running stack', () => {
  it('starts a process again that ended by itself, says so, and stops it for good', async () => {
    const said = [];
    const guard = startGuard();
    const args = ['-e', 'setInterval(() => {}, 1000)'];
    const output = { follow: () => {} };
    const one = supervise({ name: 'api', command: node, args, env: {}, guard, output, log: (line) => said.push(line) });
    const first = one.pid;
    process.kill(first, 'SIGKILL');
    assert.ok(await waitFor(() => one.pid !== first && isAlive(one.pid), 10));
    assert.match(said[0], /The api ended by itself \(SIGKILL\).*again in 1 s/);
    await one.stop();
    assert.ok(!isAlive(one.pid));
    guard.release();
  });

  it('takes a process down and starts it afresh when asked, and hears what it says', async () => {
    const guard = startGuard();
    const output = await createOutput({ print: () => {} });
    const args = ['-e', 'console.log("at work"); setInterval(() => {}, 1000)'];
    const said = [];
    let atWork = output.hears('worker', 'at work');
    const options = { name: 'worker', command: node, args, env: {}, guard, output, log: (line) => said.push(line) };
    const one = supervise(options);
    await atWork;
    const first = one.pid;
    await one.takeDown('SIGKILL');
    assert.ok(!isAlive(first));
    atWork = output.hears('worker', 'at work');
    one.start();
    await atWork;
    assert.notEqual(one.pid, first);
    assert.deepEqual(said, []);
    await one.stop();
    guard.release();
  });

  it('takes the next free port and says so, or the one that PORT names', async () => {
    const saved = process.env.PORT;
    delete process.env.PORT;
    const blocker = createServer();
    await new Promise((resolve) => blocker.once('error', resolve).listen(4000, '127.0.0.1', resolve));
    const said = [];
    assert.ok((await chooseHttpPort('127.0.0.1', (line) => said.push(line))) > 4000);
    assert.match(said[0], /^Port 4000 is taken/);
    blocker.close();
    process.env.PORT = '4123';
    assert.equal(await chooseHttpPort('127.0.0.1', () => {}), 4123);
    delete process.env.PORT;
    if (saved !== undefined) process.env.PORT = saved;
  });

  it('lets nobody use a data folder that another run uses, and forgets a run that was killed', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'databoard-claim-'));
    const record = (pid, script) =>
      writeFileSync(path.join(folder, 'run.json'), JSON.stringify({ pid, script, url: 'http://x' }));
    record(process.ppid, '');
    assert.throws(() => claimDataDir(folder), /already runs in this folder .*http:\/\/x/);
    record(process.ppid, 'a script that this process id does not run');
    claimDataDir(folder).release();
    record(2 ** 22 + 1, '');
    claimDataDir(folder).release();
    rmSync(folder, { recursive: true });
  });
});
