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

/** The interpreter of the runtime, with the modules that nearly every kit imports. */
export const python = {
  name: 'Python 3 with numpy, pandas, scikit-learn and scipy',
  needed: true,
  isMissing: () => !findPython() || !hasModules(findPython()),
  // A PYTHON that somebody chose is theirs to fill: Debian's packages would land in another interpreter.
  get packages() {
    return process.env.PYTHON ? [] : ['python3', 'python3-numpy', 'python3-pandas', 'python3-sklearn', 'python3-scipy'];
  },
  get fix() {
    const command = `${process.env.PYTHON ?? 'python3'} -m pip install numpy pandas scikit-learn scipy`;
    return { linux: command, darwin: command };
  },
  without: 'no submission can be trained',
};
