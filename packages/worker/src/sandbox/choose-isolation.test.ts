import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { createLog } from '@databoard/shared/log';
import { readZooConfig } from '../zoo/config.js';
import { BubblewrapSandbox } from './bubblewrap.js';
import { chooseIsolation } from './choose-isolation.js';
import { findPython, type Python } from './python.js';
import type { SandboxedProgram } from './sandbox.js';

const log = createLog('isolation', 'silent');

/** A sandbox with a hole: what it starts gets more than it asked for. */
class Leaky extends BubblewrapSandbox {
  constructor(
    python: Python,
    private readonly more: Partial<SandboxedProgram>,
  ) {
    super(python);
  }

  override start(program: SandboxedProgram) {
    return super.start({ ...program, ...this.more });
  }
}

describe('choosing the isolation', function () {
  this.timeout(30_000);
  let python: Python;
  before(async () => {
    python = await findPython(readZooConfig().python);
  });

  for (const wanted of ['nested', 'cold'] as const) {
    it(`tries every wall of ${wanted} isolation, and says what each is made of`, async () => {
      const { isolation, walls } = await chooseIsolation(wanted, python, log);
      assert.equal(isolation, wanted);
      for (const name of ['files', 'network', 'other processes', 'system calls', 'capabilities', 'memory'])
        assert.ok(walls.find((wall) => wall.name === name)?.how, name);
      assert.ok(walls.every(({ stands }) => stands));
    });
  }

  it('takes no jobs where the host shows through, and says which wall is missing and what to do', async () => {
    const host = { host: tmpdir(), inside: tmpdir(), writable: false };
    // The folder of the planted secret; in nested isolation, a fold's own /tmp would cover it.
    const leaky = new Leaky(python, { mounts: [host] });
    await assert.rejects(
      chooseIsolation('cold', python, log, leaky),
      /takes no jobs\. .*The wall "files" does not stand \(\S+secret\.txt was read: 20 bytes\)\. Keep the folder/,
    );
  });

  it('takes no jobs where a fold could write more than it may', async () => {
    const leaky = new Leaky(python, { temporaryMiB: 64 });
    await assert.rejects(chooseIsolation('cold', python, log, leaky), /The wall "temporary files" does not stand/);
  });

  it('says that nothing stands where isolation is switched off', async () => {
    const { walls } = await chooseIsolation('unsafe', python, log);
    assert.ok(walls.some(({ name, stands }) => name === 'files' && !stands));
  });
});
