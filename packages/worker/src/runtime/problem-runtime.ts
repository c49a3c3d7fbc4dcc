import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { defaultFoldLimits, type FoldLimits } from '@databoard/shared/limits';
import type { Log } from '@databoard/shared/log';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import type { ProblemReference } from '@databoard/shared/queues/fold-jobs';
import type { Python } from '../sandbox/python.js';
import type { Isolation, Mount, Sandbox, SandboxedProcess, SandboxedProgram } from '../sandbox/sandbox.js';
import { ColdForkServers, type FoldRunner, ForkServer } from './fork-server.js';
import type { ProblemFolders } from './kit-folders.js';
import { leftoverPrefix } from './leftovers.js';
import { Scorer } from './scorer.js';
import { dataInside, kitInside, VisibleKit } from './visible-kit.js';

/** One problem version, warm: its scorer with the labels and its fork server without them. */
export interface ProblemRuntime {
  description: ProblemDescription;
  scorer: Scorer;
  folds: FoldRunner;
  /** Resolves with the reason when one of its processes is gone; it must not be used any longer. */
  broken: Promise<string>;
  close(): Promise<void>;
}

/**
 * Fold children that wait while nothing runs, beside those that wait always: all folds of a usual submission find one, and
 * none is made while it runs. Some 15 MiB each.
 */
const readyWhenIdle = 8;

/** What a problem runtime is made with. */
export interface ProblemRuntimeSettings {
  sandbox: Sandbox;
  isolation: Isolation;
  /** The problem's Python; without it, the sandbox's. */
  python?: Python | undefined;
  /** How many runs there may be at once; as many fold children wait for them at least. */
  slots: number;
  log: Log;
}

/** Starts scorer and fork server side by side. Throws `KitRefused` when the kit is at fault. */
export async function openProblemRuntime(
  problem: ProblemReference,
  folders: ProblemFolders,
  options: { checkScores: boolean },
  settings: ProblemRuntimeSettings,
): Promise<ProblemRuntime> {
  const folder = await mkdtemp(path.join(tmpdir(), leftoverPrefix(process.pid)));
  const mounts = {
    kit: { host: folders.kit, inside: kitInside, writable: false },
    data: { host: folders.data, inside: dataInside(folders), writable: false },
    featuresToWrite: { host: await openFolder(folder, 'features'), inside: '/features', writable: true },
    features: { host: path.join(folder, 'features'), inside: '/features', writable: false },
  } satisfies Record<string, Mount>;
  const { expose } = problem.options;
  const visible = await VisibleKit.layOut(folder, folders, expose, settings.sandbox.isWall);
  const started: SandboxedProcess[] = [];
  const start = (program: SandboxedProgram) => {
    const process = settings.sandbox.start(program);
    started.push(process);
    void process.ended.then(() => started.splice(started.indexOf(process), 1));
    logLines(process, program.module, settings.log);
    return process;
  };
  const isCold = settings.isolation === 'cold';
  const sock = { host: await openFolder(folder, 'sock'), inside: '/sock', writable: true };
  const startForkServer = (limits: FoldLimits) => {
    const program = forkServerProgram(
      problem,
      visible,
      mounts.features,
      isCold ? null : sock,
      limits.diskMiB,
      settings,
    );
    return new ForkServer(start(program), isCold ? null : sock.host);
  };
  const close = async () => {
    const endings = started.map((process) => process.ended);
    for (const process of started) process.kill();
    await Promise.all(endings);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const scorerProcess = start(scorerProgram(problem, mounts, settings));
    const scorer = new Scorer(scorerProcess);
    // Both sides import their libraries at the same time; only the features have to wait.
    const forkServer = startForkServer(defaultFoldLimits);
    const opened = await scorer.open(options);
    await visible.add([...opened.modules, ...opened.readAtImport]);
    await forkServer.load();
    const description = { ...opened.description, exposed: [...expose, ...opened.readAtImport] };
    // Without nested namespaces this one has only shown that the kit loads where submissions run.
    if (isCold) forkServer.close();
    const folds = isCold ? new ColdForkServers(startForkServer) : forkServer;
    const processes = isCold ? [scorerProcess] : [scorerProcess, forkServer];
    const broken = Promise.race(processes.map((process) => process.ended));
    return { description, scorer, folds, broken, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Mounts = Record<'kit' | 'data' | 'featuresToWrite' | 'features', Mount>;

/** How both programs are to read the kit. */
const kitOptions = ({ options }: ProblemReference): string[] => [
  ...(options.quick ? ['--quick'] : []),
  ...['--rampwf', options.rampwf],
  ...(options.environment === null ? [] : ['--environment', options.environment]),
];

const scorerProgram = (
  problem: ProblemReference,
  mounts: Mounts,
  { python, sandbox }: ProblemRuntimeSettings,
): SandboxedProgram => ({
  module: 'databoard_runtime.scorer',
  python,
  options: [
    ...['--kit', mounts.kit, '--data', mounts.data, '--features', mounts.featuresToWrite],
    ...['--problem', problemId(problem), ...kitOptions(problem)],
    ...(problem.options.dataLabel === null ? [] : ['--data-label', problem.options.dataLabel]),
    ...problem.options.expose.flatMap((exposed) => ['--expose', exposed]),
    ...(sandbox.isWall ? ['--walls'] : []),
  ],
  mounts:
    mounts.data.inside === mounts.kit.inside
      ? [mounts.kit, mounts.featuresToWrite]
      : [mounts.kit, mounts.data, mounts.featuresToWrite],
  emptyFolders: [],
  temporaryMiB: 1024,
});

const forkServerProgram = (
  problem: ProblemReference,
  visible: VisibleKit,
  features: Mount,
  sock: Mount | null,
  temporaryMiB: number,
  { isolation, slots, python }: ProblemRuntimeSettings,
): SandboxedProgram => ({
  module: 'databoard_runtime.fork_server',
  python,
  options: [
    ...['--kit', visible.code, '--features', features, '--isolation', isolation],
    ...['--slots', String(slots), '--ready', String(slots + readyWhenIdle)],
    ...kitOptions(problem),
    ...(sock ? ['--runs', sock] : []),
  ],
  mounts: [visible.code, ...visible.exposed, features, ...(sock ? [sock] : [])],
  emptyFolders: ['/fold', '/submission'],
  temporaryMiB,
  hidesProcesses: isolation === 'cold',
  // Without mounts of its own, a fold could change its group.
  makesCgroups: isolation === 'nested',
});

/** What random seeds and stand-in labels depend on, besides the fold: equal kits and data give equal scores. */
function problemId({ kitDigest, dataDigest, options }: ProblemReference): string {
  const whichData = options.quick || options.dataLabel !== null ? `:${options.quick}:${options.dataLabel ?? ''}` : '';
  return createHash('sha256')
    .update(`${kitDigest}:${dataDigest ?? ''}${whichData}`)
    .digest('hex');
}

/** The programs inside are another user than the worker may be; the folder above is closed to everyone else. */
async function openFolder(parent: string, name: string): Promise<string> {
  const folder = path.join(parent, name);
  await mkdir(folder);
  await chmod(folder, 0o777);
  return folder;
}

function logLines(process: SandboxedProcess, module: string, log: Log): void {
  createInterface({ input: process.stderr }).on('line', (line) => log.debug({ module }, line.slice(0, 2000)));
}
