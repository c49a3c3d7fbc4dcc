import assert from 'node:assert/strict';
import path from 'node:path';
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
    private readonly change: (program: SandboxedProgram) => SandboxedProgram,
  ) {
    super(python);
  }

  override start(program: SandboxedProgram) {
    return super.start(this.change(program));
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
    // The folder of the planted secret, in a place that no fold's own folders cover.
    const leaky = new Leaky(python, ({ options, ...program }) => {
      const secret = String(options[options.indexOf('--secret') + 1]);
      const inside = '/host/secret.txt';
      return {
        ...program,
        mounts: [{ host: path.dirname(secret), inside: path.dirname(inside), writable: false }],
        options: options.map((option) => (option === secret ? inside : option)),
      };
    });
    await assert.rejects(
      chooseIsolation('auto', python, log, leaky),
      /takes no jobs\. .*The wall "files" does not stand \(\S+secret\.txt was read: 20 bytes\)\. Keep the folder/,
    );
  });

  it('takes no jobs where a fold could write more than it may', async () => {
    const leaky = new Leaky(python, (program) => ({ ...program, temporaryMiB: 64 }));
    await assert.rejects(chooseIsolation('cold', python, log, leaky), /The wall "temporary files" does not stand/);
  });

  it('says that nothing stands where isolation is switched off', async () => {
    const { walls } = await chooseIsolation('unsafe', python, log);
    assert.ok(walls.some(({ name, stands }) => name === 'files' && !stands));
  });
});
