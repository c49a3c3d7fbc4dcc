import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

/** The Python that runs kits and submissions, and the folders outside /usr that it needs to see. */
export interface Python {
  executable: string;
  folders: string[];
}

/** Our own Python packages, `databoard_runtime` and `rampwf`. */
export const pythonPackages = path.resolve(import.meta.dirname, '..', '..', 'python');

const probe = `import json, sys, os
print(json.dumps([os.path.abspath(sys.executable), sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path]))`;

const system = ['/usr', '/lib', '/lib64', '/bin', '/sbin'];
const isInside = (folder: string, parent: string) => folder === parent || folder.startsWith(`${parent}/`);

/** Asks a Python where it lives; throws when it cannot be run. */
export async function findPython(executable: string): Promise<Python> {
  const { stdout } = await promisify(execFile)(executable, ['-s', '-c', probe], {
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
  });
  const [found, ...folders] = z.array(z.string()).min(1).parse(JSON.parse(stdout)) as [string, ...string[]];
  const outside = [...new Set(folders)].filter(
    (folder) =>
      path.isAbsolute(folder) &&
      folder !== '/' &&
      !folder.endsWith('.zip') &&
      !system.some((parent) => isInside(folder, parent)),
  );
  return { executable: found, folders: outside.filter((a) => !outside.some((b) => a !== b && isInside(a, b))) };
}

/** The whole environment of a sandboxed Python. Nothing of the worker's own environment is in it. */
export function pythonEnvironment(packages: string): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: '/tmp',
    USER: 'databoard',
    LOGNAME: 'databoard',
    LANG: 'C.UTF-8',
    TMPDIR: '/tmp',
    PYTHONPATH: packages,
    PYTHONSAFEPATH: '1',
    PYTHONHASHSEED: '0',
    // One thread per fold: folds run side by side, and sums must not depend on the number of cores.
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
    NUMEXPR_NUM_THREADS: '1',
  };
}
