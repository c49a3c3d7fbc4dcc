import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Python } from '../sandbox/python.js';

const libraries = ['numpy', 'pandas', 'scipy', 'scikit-learn', 'joblib'];
// Reads what is written beside the packages; importing them takes a second of processor time.
const ask = `import json, sys
from importlib.metadata import PackageNotFoundError, version
def found(name):
    try:
        return {name: version(name)}
    except PackageNotFoundError:
        return {}
print(json.dumps({name: text for each in sys.argv[1:] for name, text in found(each).items()}))`;

/** The versions of a Python and of the libraries that most kits need. Those that it lacks are left out. */
export async function installedVersions(python: Python): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)(python.executable, ['-s', '-c', ask, ...libraries], {
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    timeout: 60_000,
  });
  return { python: python.version, ...z.record(z.string(), z.string()).parse(JSON.parse(stdout)) };
}
