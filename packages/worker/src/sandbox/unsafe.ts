import { spawnWithChannel } from './process.js';
import { type Python, pythonEnvironment, pythonPackages } from './python.js';
import type { Sandbox, SandboxedProcess, SandboxedProgram } from './sandbox.js';

/** No wall at all: for development where bubblewrap does not exist. Submissions can do what the worker can. */
export class UnsafeSandbox implements Sandbox {
  readonly isWall = false;

  constructor(readonly python: Python) {}

  start(program: SandboxedProgram): SandboxedProcess {
    const options = program.options.map((option) => (typeof option === 'string' ? option : option.host));
    const args = ['-s', '-B', '-m', program.module, ...options];
    return spawnWithChannel((program.python ?? this.python).executable, args, pythonEnvironment(pythonPackages), {
      ownGroup: true,
    });
  }
}
