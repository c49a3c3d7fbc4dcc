import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalArtifactStore } from '@databoard/shared/artifacts/local-artifact-store';
import { defaultFoldLimits } from '@databoard/shared/limits';
import { createLog } from '@databoard/shared/log';
import { defaultProblemOptions } from '@databoard/shared/problem-options';
import { Command } from 'commander';
import { runFold } from '../run-fold.js';
import { openProblemRuntimes } from '../runtime/problem-runtimes.js';
import { chooseIsolation } from '../sandbox/choose-isolation.js';
import { findPython } from '../sandbox/python.js';
import { storeFolders } from '../zoo/store-folder.js';
import { readBenchConfig } from './config.js';
import { descendantsMiB } from './resident-memory.js';

const atOnce = 4;
const columns = 500;
const smallRows = 100;

const program = new Command('features-memory')
  .description('memory of four folds side by side against one, with a large matrix of features')
  .option('--megabytes <n>', 'size of the matrix', Number, 500)
  .option('--json', 'nothing but the JSON line (stdout never holds anything else)')
  .parse();
const { megabytes, json } = program.opts<{ megabytes: number; json?: boolean }>();
const say = (line: string) => json || console.error(line);

/** A kit without files: folds are slices, so that a workflow's indexing does not copy the features. */
const kit = (rows: number) => `import numpy as np
import rampwf as rw

problem_title = 'A large matrix'
Predictions = rw.prediction_types.make_regression()
workflow = rw.workflows.Estimator()
score_types = [rw.score_types.RMSE()]


def get_cv(X, y):
    start = len(y) * 4 // 5
    return [(slice(0, start - fold), slice(start, None)) for fold in range(${atOnce})]


def get_train_data(path='.'):
    X = np.random.default_rng(57).random((${rows}, ${columns}))
    return X, X[:, 0].copy()


def get_test_data(path='.'):
    return None, None
`;
/** Reads every feature, then waits to be measured. */
const submission = `import time


class Mean:
    def fit(self, X, y):
        self.mean = y.mean() + 0 * X.sum()
        time.sleep(5)
        return self

    def predict(self, X):
        return 0 * X[:, 1] + self.mean


def get_estimator():
    return Mean()
`;

const log = createLog('features-memory', 'error', 'stderr');
const folder = await mkdtemp(path.join(tmpdir(), 'features-memory-'));
const store = new LocalArtifactStore(path.join(folder, 'artifacts'));
const { sandbox, isolation } = await chooseIsolation('auto', await findPython(readBenchConfig().python), log);
const workerFolder = path.join(folder, 'worker');
const runtimes = openProblemRuntimes({ sandbox, isolation, slots: atOnce, log, store, workerFolder, warmMax: 1 });
const submissionDigest = await storeFolders(store, [], { 'estimator.py': submission });

/** The most that all processes hold while so many folds wait after having read everything. */
async function measure(rows: number, folds: number): Promise<number> {
  const kitDigest = await storeFolders(store, [], { 'problem.py': kit(rows) });
  const problem = { kitDigest, dataDigest: null, options: defaultProblemOptions };
  const limits = { ...defaultFoldLimits, timeoutSeconds: 60 };
  const run = (foldIndex: number) => runFold({ problem, foldIndex, submissionDigest, limits }, { runtimes, store });
  // The first run settles what starting has left behind.
  await run(0);
  let training = true;
  const runs = Array.from({ length: folds }, (_, foldIndex) => run(foldIndex));
  const ended = Promise.all(runs).finally(() => {
    training = false;
  });
  let most = 0;
  while (training) {
    most = Math.max(most, await descendantsMiB());
    await sleep(300);
  }
  for (const outcome of await ended) if (outcome.kind !== 'scored') throw new Error(JSON.stringify(outcome));
  return most;
}

const ratio = (a: number, b: number) => Math.round((a / b) * 1000) / 1000;
const rows = Math.round((megabytes * 1e6) / 8 / columns);
say(`A matrix of ${rows} × ${columns} numbers, ${megabytes} MB: one fold, then ${atOnce} at once`);
const large = { oneMiB: await measure(rows, 1), fourMiB: await measure(rows, atOnce) };
say('The same with a matrix of next to nothing');
const small = { oneMiB: await measure(smallRows, 1), fourMiB: await measure(smallRows, atOnce) };
await runtimes.close();
await rm(folder, { recursive: true, force: true });
const matrix = { one: large.oneMiB - small.oneMiB, four: large.fourMiB - small.fourMiB };
console.log(
  JSON.stringify({
    bench: 'features-memory',
    megabytes,
    oneMiB: Math.round(large.oneMiB),
    fourMiB: Math.round(large.fourMiB),
    fourToOne: ratio(large.fourMiB, large.oneMiB),
    /** What the matrix itself takes: the same runs with a small one taken off. */
    matrixOneMiB: Math.round(matrix.one),
    matrixFourMiB: Math.round(matrix.four),
    matrixFourToOne: ratio(matrix.four, matrix.one),
  }),
);
