import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalArtifactStore } from '@databoard/shared/artifacts/local-artifact-store';
import type { FoldLimits } from '@databoard/shared/limits';
import type { Log } from '@databoard/shared/log';
import type { FoldOutcome } from '@databoard/shared/outcome';
import { defaultProblemOptions } from '@databoard/shared/problem-options';
import { runFold } from '../run-fold.js';
import { openProblemRuntimes } from '../runtime/problem-runtimes.js';
import { chooseIsolation, type IsolationWanted } from '../sandbox/choose-isolation.js';
import { findPython } from '../sandbox/python.js';
import { layBait } from './bait.js';
import { storeFolders } from './store-folder.js';
import { type Trick, zooFolder } from './tricks.js';

/** Small, so that the tricks that go for a limit reach it soon. */
export const zooLimits: FoldLimits = {
  timeoutSeconds: 20,
  memoryLimitMiB: 256,
  logBytesMax: 65_536,
  predictionBytesMax: 1_048_576,
  diskMiB: 16,
  processesMax: 16,
  cores: 1,
};
/** For the tricks that never end. */
const shortTimeoutSeconds = 1.5;
const foldCount = 2;

export interface ZooSettings {
  python: string;
  isolation: IsolationWanted;
  /** The kit with the one mistake that thieves of memory must notice. */
  isLeaky?: boolean;
  /** Gets the secret variable; the worker's real environment, for what it holds is what must not be read. */
  environment: NodeJS.ProcessEnv;
  log: Log;
}

/** The zoo with its kit loaded in a real sandbox. */
export interface Zoo {
  /** Runs a trick on both folds, one after the other; the first outcome that is no score, else the last. */
  run(trick: Trick): Promise<FoldOutcome>;
  close(): Promise<void>;
}

/** Opens the zoo in a temporary folder. The caller closes it. */
export async function openZoo({ python, isolation: wanted, isLeaky, environment, log }: ZooSettings): Promise<Zoo> {
  const folder = await mkdtemp(path.join(tmpdir(), `zoo-${process.pid}-`));
  const store = new LocalArtifactStore(path.join(folder, 'artifacts'));
  const { sandbox, isolation } = await chooseIsolation(wanted, await findPython(python), log);
  const workerFolder = path.join(folder, 'worker');
  const runtimes = openProblemRuntimes({ sandbox, isolation, slots: 1, log, store, workerFolder });
  const kits = [path.join(zooFolder, 'kit'), ...(isLeaky ? [path.join(zooFolder, 'leaky-kit')] : [])];
  const kitDigest = await storeFolders(store, kits);
  const problem = { kitDigest, dataDigest: null, options: defaultProblemOptions };
  const bait = await layBait(path.join(zooFolder, 'kit'), [folder], environment);
  const shared = {
    'thief.py': await readFile(path.join(zooFolder, 'thief.py'), 'utf8'),
    'bait.json': JSON.stringify(bait.description),
  };

  return {
    async run(trick) {
      const submissionDigest = await storeFolders(store, [trick.folder], shared);
      const timeoutSeconds = trick.expected === 'timeout' ? shortTimeoutSeconds : zooLimits.timeoutSeconds;
      const limits = { ...zooLimits, timeoutSeconds };
      let outcome: FoldOutcome | undefined;
      for (let foldIndex = 0; foldIndex < foldCount; foldIndex++) {
        outcome = await runFold({ problem, foldIndex, submissionDigest, limits }, { runtimes, store });
        if (outcome.kind !== 'scored') break;
      }
      if (!outcome) throw new Error('The zoo has no folds.');
      return outcome;
    },
    async close() {
      await runtimes.close();
      await bait.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A run's end is reported before its processes are killed; this long they may take to go, the tricks stay far longer. */
const goneWithinSeconds = 3;

/** The outcome in the words of the zoo's folders; a process that outlived its run is an outcome of its own. */
export async function outcomeWord(outcome: FoldOutcome): Promise<string> {
  const deadline = Date.now() + goneWithinSeconds * 1000;
  while (await isAnyoneLeft()) {
    if (Date.now() > deadline) return 'outlived-its-run';
    await sleep(50);
  }
  if (outcome.kind !== 'submission-failed') return outcome.kind;
  return outcome.failure.reason.toLowerCase().replaceAll('_', '-');
}

async function isAnyoneLeft(): Promise<boolean> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
    if (name.startsWith('zoo-outlives')) return true;
  }
  return false;
}
