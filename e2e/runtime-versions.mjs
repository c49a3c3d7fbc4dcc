import { execFileSync } from 'node:child_process';
import { findPython } from '../scripts/setup/python.mjs';

const NAMES = ['numpy', 'scipy', 'pandas', 'sklearn', 'joblib', 'xarray', 'skimage'];
// numpy has no word for the BLAS that it got from the system; threadpoolctl comes with scikit-learn.
const PROGRAM = `
import importlib, json, platform
versions = {'Python': platform.python_version()}
for name in ${JSON.stringify(NAMES)}:
    try:
        versions[name] = importlib.import_module(name).__version__
    except ImportError:
        versions[name] = None
import threadpoolctl
blas = [pool for pool in threadpoolctl.threadpool_info() if pool['user_api'] == 'blas']
print(json.dumps({'versions': versions, 'blas': blas}))
`;

/** The libraries that scores depend on, as one sentence. Workers give every fold one BLAS thread; so is the BLAS asked here. */
export function runtimeVersions() {
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const { versions, blas } = JSON.parse(execFileSync(findPython() ?? 'python3', ['-c', PROGRAM], { env }));
  const libraries = Object.entries(versions).map(([name, version]) => `${name} ${version ?? '(not there)'}`);
  const pools = blas.map(
    ({ internal_api: api, version, architecture, num_threads: threads }) =>
      `${api} ${version ?? ''} (${architecture ?? 'unknown'} kernels, ${threads} thread${threads === 1 ? '' : 's'})`,
  );
  return [...libraries, `BLAS: ${pools.join(', ') || "the system's reference BLAS"}`].join(', ');
}
