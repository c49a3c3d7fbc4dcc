import path from 'node:path';
import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import type { PipSettings } from './build-environment.js';
import { KitFolders } from './kit-folders.js';
import { openProblemRuntime, type ProblemRuntime, type ProblemRuntimeSettings } from './problem-runtime.js';
import { PythonEnvironments } from './python-environments.js';

/** The warm problem versions of one worker. */
export interface ProblemRuntimes {
  /**
   * Runs `work` with the problem's runtime, started if need be; it is not closed while `work` runs. `checkScores` makes
   * a start try every score on the truth itself. Throws `KitRefused` when the kit is at fault.
   */
  use<T>(
    problem: ProblemReference,
    work: (runtime: ProblemRuntime) => Promise<T>,
    options?: { checkScores: boolean },
  ): Promise<T>;
  close(): Promise<void>;
}

export interface ProblemRuntimesSettings extends Omit<ProblemRuntimeSettings, 'python'> {
  store: ArtifactStore;
  /** Where kits and data are kept as folders. */
  workerFolder: string;
  /** Where Python environments are built; without it, in the worker's folder. */
  environmentsFolder?: string | undefined;
  /** Where they get packages from; without it, where pip looks by itself. */
  pip?: PipSettings | undefined;
  /** How much of kits, data and environments is kept; what is in use is kept in any case. */
  cacheBytesMax?: number | undefined;
  /** How many problem versions stay warm; each holds its libraries and data in memory twice. */
  warmMax?: number;
}

interface Entry {
  opened: Promise<ProblemRuntime>;
  users: number;
}

/** Opens an empty set of problem runtimes. The caller closes it. */
export function openProblemRuntimes(settings: ProblemRuntimesSettings): ProblemRuntimes {
  const { sandbox, workerFolder, environmentsFolder, pip = {}, log } = settings;
  const folders = new KitFolders(workerFolder, settings.store, settings.cacheBytesMax ?? Number.POSITIVE_INFINITY);
  const environments = new PythonEnvironments({
    ...{ sandbox, pip, log },
    folder: environmentsFolder ?? path.join(workerFolder, 'environments'),
    untrusted: [workerFolder],
  });
  // In order of last use, the oldest first.
  const entries = new Map<string, Entry>();
  const warmMax = settings.warmMax ?? 4;

  const open = async (problem: ProblemReference, options: { checkScores: boolean }) => {
    const found = await folders.use(problem);
    try {
      const python = await environments.of(problem.options, found.kit, found.useEnvironment);
      if (python) folders.makeRoom().catch((err: unknown) => settings.log.warn({ err }, 'no room could be made'));
      const runtime = await openProblemRuntime(problem, found, options, { ...settings, python });
      const close = () => runtime.close().finally(found.release);
      return { ...runtime, close };
    } catch (error) {
      await found.release();
      throw error;
    }
  };

  const start = (key: string, problem: ProblemReference, options: { checkScores: boolean }): Entry => {
    const entry: Entry = { opened: open(problem, options), users: 0 };
    const forget = () => {
      if (entries.get(key) === entry) entries.delete(key);
    };
    entry.opened.then(
      (runtime) =>
        void runtime.broken.then(async (reason) => {
          if (entries.get(key) === entry)
            settings.log.warn({ problem, reason }, 'a process of a problem runtime ended; the next run starts it anew');
          forget();
          await runtime.close();
        }),
      forget,
    );
    return entry;
  };

  const closeIdle = () => {
    for (const [key, entry] of entries) {
      if (entries.size <= warmMax) return;
      if (entry.users > 0) continue;
      entries.delete(key);
      void entry.opened.then((runtime) => runtime.close());
    }
  };

  return {
    async use(problem, work, options = { checkScores: false }) {
      const key = JSON.stringify([problem.kitDigest, problem.dataDigest, problem.options]);
      const entry = entries.get(key) ?? start(key, problem, options);
      entries.delete(key);
      entries.set(key, entry);
      entry.users += 1;
      try {
        return await work(await entry.opened);
      } finally {
        entry.users -= 1;
        closeIdle();
      }
    },
    async close() {
      const all = [...entries.values()];
      entries.clear();
      environments.close();
      await Promise.allSettled(all.map(async (entry) => (await entry.opened).close()));
      await folders.close();
    },
  };
}
