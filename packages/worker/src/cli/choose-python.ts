import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findPython, type Python } from '../sandbox/python.js';
import { CommandFailed, exitCode } from './exit-code.js';

// The system's first, as the platform's own set-up chooses, so that a test at home meets the same libraries.
const candidates = ['/usr/bin/python3', 'python3'];
const modules = ['numpy', 'pandas', 'scipy', 'sklearn'];
// Found, not imported: importing takes a second.
const probe = `import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ${JSON.stringify(modules)})))`;

/** The Python that runs kits on this machine: the one asked for, else the first that has what kits import. */
export async function choosePython(wanted: string | null): Promise<Python> {
  for (const candidate of wanted === null ? candidates : [wanted]) {
    const isUsable = await promisify(execFile)(candidate, ['-s', '-c', probe]).then(
      () => true,
      () => false,
    );
    if (isUsable) return findPython(candidate);
  }
  const tried = (wanted === null ? candidates : [wanted]).join(' and ');
  throw new CommandFailed(
    `No Python with ${modules.join(', ')} was found (tried ${tried}). Set PYTHON to one that has them.`,
    exitCode.platform,
  );
}
