import { spawnSync } from 'node:child_process';
import { findOnPath } from './find-on-path.mjs';

/** What the runtime and nearly every kit import. */
export const PYTHON_MODULES = ['numpy', 'pandas', 'sklearn', 'scipy'];

// Looks the modules up without importing them: importing takes over a second, finding them 30 ms.
const PROBE = `import sys, importlib.util as u; sys.exit(0 if all(u.find_spec(m) for m in ${JSON.stringify(PYTHON_MODULES)}) else 1)`;

/** Whether this interpreter starts and has every module that the runtime needs. */
export const hasModules = (python) => spawnSync(python, ['-c', PROBE], { stdio: 'ignore' }).status === 0;

/**
 * The Python that workers use: `PYTHON` when set, else the system's (a version manager's may come first on PATH, without the
 * Debian packages), else the one on PATH. Undefined when none has the modules.
 */
export function findPython() {
  if (process.env.PYTHON) return process.env.PYTHON;
  const candidates = ['/usr/bin/python3', findOnPath('python3')].filter(Boolean);
  return candidates.find(hasModules);
}
