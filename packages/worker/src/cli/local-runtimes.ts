import { rmSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { Digest } from '@databoard/shared/artifacts/artifact-store';
import { putTree } from '@databoard/shared/artifacts/file-tree';
import { LocalArtifactStore } from '@databoard/shared/artifacts/local-artifact-store';
import { createLog } from '@databoard/shared/log';
import { openProblemRuntimes, type ProblemRuntimes } from '../runtime/problem-runtimes.js';
import { chooseIsolation } from '../sandbox/choose-isolation.js';
import { choosePython } from './choose-python.js';
import type { LocalRunConfig } from './config.js';
import { CommandFailed, exitCode } from './exit-code.js';
import type { LocalFile } from './walk-folder.js';

/** What a worker has, for one command on one machine: no queue, no database, everything in a temporary folder. */
export interface LocalRuntimes {
  store: LocalArtifactStore;
  runtimes: ProblemRuntimes;
  /** How many folds run side by side. */
  slots: number;
  /** Stores a folder's files and answers with the digest of the whole. */
  storeFolder(files: readonly LocalFile[]): Promise<Digest>;
  close(): Promise<void>;
  /** Removes the temporary folder at once; for a process that ends in the next moment, and its sandboxes with it. */
  abandon(): void;
}

/** Opens the worker's own runtime without the platform around it. The caller closes it. */
export async function openLocalRuntimes(config: LocalRunConfig): Promise<LocalRuntimes> {
  const log = createLog('databoard', config.logLevel, 'stderr');
  const python = await choosePython(config.python);
  const { sandbox, isolation } = await chooseIsolation(config.isolation, python, log).catch((error: Error) => {
    throw new CommandFailed(error.message, exitCode.platform);
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'databoard-test-'));
  const store = new LocalArtifactStore(path.join(folder, 'artifacts'));
  const slots = availableParallelism();
  const workerFolder = path.join(folder, 'worker');
  // Building an environment takes its time, so that they outlive the command.
  const { environmentsFolder, pip } = config;
  const runtimes = openProblemRuntimes({
    ...{ store, workerFolder, sandbox, isolation, slots, log },
    ...{ environmentsFolder, pip },
  });
  let closed: Promise<void> | undefined;
  const close = async () => {
    await runtimes.close();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    store,
    runtimes,
    slots,
    async storeFolder(files) {
      for (const { file, digest } of files) {
        // Copied and adopted, so that large data never has to fit into memory.
        const copy = path.join(folder, digest);
        await copyFile(file, copy);
        await store.adopt(copy, digest);
      }
      return putTree(
        store,
        files.map(({ path, digest, bytes }) => ({ path, digest, bytes })),
      );
    },
    close() {
      closed ??= close();
      return closed;
    },
    abandon: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
