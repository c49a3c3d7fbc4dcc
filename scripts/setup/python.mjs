import { spawnSync } from 'node:child_process';
import { findOnPath } from './find-on-path.mjs';

/** What the runtime and nearly every kit import. */
export const PYTHON_MODULES = ['numpy', 'pandas', 'sklearn', 'scipy'];

// Looks the modules up without importing them: importing takes over a second, finding them 30 ms.
const probe = (modules) =>
  `import sys, importlib.util as u; sys.exit(0 if all(u.find_spec(m) for m in ${JSON.stringify(modules)}) else 1)`;

/** Whether this interpreter starts and has every one of the modules; by default, those that the runtime needs. */
export const hasModules = (python, modules = PYTHON_MODULES) =>
  spawnSync(python, ['-c', probe(modules)], { stdio: 'ignore' }).status === 0;

/**
 * The Python that workers use: `PYTHON` when set, else the system's (a version manager's may come first on PATH, without the
 * Debian packages), else the one on PATH. Undefined when none has the modules.
 */
export function findPython() {
  if (process.env.PYTHON) return process.env.PYTHON;
  const candidates = ['/usr/bin/python3', findOnPath('python3')].filter(Boolean);
  return candidates.find((candidate) => hasModules(candidate));
}

// A PYTHON that somebody chose is theirs to fill: Debian's packages would land in another interpreter.
const debian = (...packages) => (process.env.PYTHON ? [] : packages);

function pip(...packages) {
  const command = `${process.env.PYTHON ?? 'python3'} -m pip install ${packages.join(' ')}`;
  return { linux: command, darwin: command };
}

// True without any Python too: then one run of apt-get brings the libraries with it.
const lacks = (...modules) => !findPython() || !hasModules(findPython(), modules);

// Inherits, because a copy would ask for `PYTHON` now, before the settings are read.
const neededForTests = (thing, without) => Object.assign(Object.create(thing), { needed: true, without });

/** The interpreter of the runtime, with the modules that nearly every kit imports. */
export const python = {
  name: 'Python 3 with numpy, pandas, scikit-learn and scipy',
  needed: true,
  isMissing: () => lacks(...PYTHON_MODULES),
  get packages() {
    return debian('python3', 'python3-numpy', 'python3-pandas', 'python3-sklearn', 'python3-scipy');
  },
  get fix() {
    return pip('numpy', 'pandas', 'scikit-learn', 'scipy');
  },
  without: 'no submission can be trained',
};

/** What kits about fields and about images import on top. The platform runs without them, those kits don't. */
export const kitLibraries = {
  name: 'xarray and scikit-image',
  needed: false,
  isMissing: () => lacks('xarray', 'skimage'),
  get packages() {
    return debian('python3-xarray', 'python3-skimage');
  },
  get fix() {
    return pip('xarray', 'scikit-image');
  },
  without: 'kits about fields and images do not run',
};

/** For tests they are needed: every example kit is run. */
export const kitLibrariesForTests = neededForTests(kitLibraries, 'the tests run kits that want them');

/** What makes virtual environments, for kits with requirements of their own. Debian packs it apart from Python. */
export const pythonVenv = {
  name: "Python's ensurepip",
  needed: false,
  isMissing: () => lacks('ensurepip'),
  get packages() {
    return debian('python3-venv');
  },
  fix: { linux: "install Python's venv and ensurepip modules", darwin: 'brew install python' },
  without: 'kits cannot have environments of their own',
};

/** For tests it is needed: they make such environments. */
export const pythonVenvForTests = neededForTests(pythonVenv, 'the tests make environments');
