import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LocalArtifactStore } from '@databoard/shared/artifacts/local-artifact-store';
import { defaultFoldLimits, type FoldLimits } from '@databoard/shared/limits';
import { createLog } from '@databoard/shared/log';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { problemOptionsFile, readProblemOptions } from '@databoard/shared/problem-options';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import { runFold } from '../run-fold.js';
import type { PipSettings } from '../runtime/build-environment.js';
import { openProblemRuntimes, type ProblemRuntimes } from '../runtime/problem-runtimes.js';
import { chooseIsolation } from '../sandbox/choose-isolation.js';
import { findPython } from '../sandbox/python.js';
import type { Isolation } from '../sandbox/sandbox.js';
import { readZooConfig } from '../zoo/config.js';
import { storeFolders } from '../zoo/store-folder.js';

/** The repository's example kits. */
export const kitsFolder = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'kits');

/** A worker's insides in a temporary folder, for tests: the real sandbox, no queue. */
export interface Workshop {
  store: LocalArtifactStore;
  runtimes: ProblemRuntimes;
  /** Holds the artifacts and the worker's own folder `worker`. */
  folder: string;
  problemOf(kit: string, changes?: Record<string, string>): Promise<ProblemReference>;
  /** Runs files given as text on a fold. */
  run(
    problem: ProblemReference,
    foldIndex: number,
    submission: Record<string, string> | string,
    limits?: Partial<FoldLimits>,
  ): Promise<FoldOutcome>;
  close(): Promise<void>;
}

/** Opens a workshop; `pip`: where Python environments get packages from. The caller closes it. */
export async function openWorkshop(wanted?: Isolation, pip: PipSettings = {}): Promise<Workshop> {
  const config = readZooConfig();
  const log = createLog('workshop', 'silent');
  const folder = await mkdtemp(path.join(tmpdir(), 'workshop-'));
  const store = new LocalArtifactStore(path.join(folder, 'artifacts'));
  const { sandbox, isolation } = await chooseIsolation(
    wanted ?? config.isolation,
    await findPython(config.python),
    log,
  );
  const runtimes = openProblemRuntimes({
    sandbox,
    isolation,
    slots: 2,
    log,
    store,
    workerFolder: path.join(folder, 'worker'),
    warmMax: 2,
    pip,
  });
  return {
    store,
    runtimes,
    folder,
    async problemOf(kit, changes = {}) {
      const folder = path.join(kitsFolder, kit);
      const file =
        changes[problemOptionsFile] ??
        (await readFile(path.join(folder, problemOptionsFile), 'utf8').catch(() => null));
      const kitDigest = await storeFolders(store, [folder], changes);
      return { kitDigest, dataDigest: null, options: readProblemOptions(file) };
    },
    async run(problem, foldIndex, submission, limits = {}) {
      const submissionDigest = await (typeof submission === 'string'
        ? storeFolders(store, [submission])
        : storeFolders(store, [], submission));
      return runFold(
        { problem, foldIndex, submissionDigest, limits: { ...defaultFoldLimits, ...limits } },
        { runtimes, store },
      );
    },
    async close() {
      await runtimes.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
