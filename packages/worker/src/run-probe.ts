import path from 'node:path';
import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import { defaultFoldLimits } from '@databoard/shared/limits';
import { defaultProblemOptions } from '@databoard/shared/problem-options';
import { runFold } from './run-fold.js';
import { openProblemRuntimes, type ProblemRuntimesSettings } from './runtime/problem-runtimes.js';
import { storeFolders } from './zoo/store-folder.js';

const probeFolder = path.resolve(import.meta.dirname, '..', 'probe');
const limits = { ...defaultFoldLimits, timeoutSeconds: 60 };

/** RMSE of x + mean(x²) against x², by hand: fold 0 of two trains on x = 4…7, is judged on x = 0…3 and 8…11. */
const known = { train: 12.5, valid: 29.60152023123137, test: 54.37140792732886 };
const tolerance = 1e-9;

/**
 * Runs the tiny kit of `probe/` through everything that a submission's fold goes through: artifact store, cache, sandbox,
 * scorer, with processes of its own. Throws when the scores are not the known ones.
 */
export async function runProbe(store: ArtifactStore, settings: ProblemRuntimesSettings): Promise<void> {
  const problem = {
    kitDigest: await storeFolders(store, [path.join(probeFolder, 'kit')]),
    dataDigest: null,
    options: defaultProblemOptions,
  };
  const submissionDigest = await storeFolders(store, [path.join(probeFolder, 'submission')]);
  const runtimes = openProblemRuntimes({ ...settings, slots: 1 });
  try {
    const outcome = await runFold({ problem, foldIndex: 0, submissionDigest, limits }, { runtimes, store });
    if (outcome.kind === 'platform-failed') throw new Error(outcome.detail);
    if (outcome.kind === 'submission-failed') {
      const { message, exceptionMessage } = outcome.failure;
      throw new Error(`${message} ${exceptionMessage ?? ''}`.trim());
    }
    for (const step of ['train', 'valid', 'test'] as const) {
      const value = outcome.scores.find((score) => score.step === step)?.value;
      if (value === undefined || Math.abs(value - known[step]) > tolerance)
        throw new Error(`the ${step} score is ${value}, but ${known[step]} is right`);
    }
  } finally {
    await runtimes.close();
  }
}
