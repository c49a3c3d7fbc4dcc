import { readdirSync, readFileSync } from 'node:fs';
import { commandLine } from '../../scripts/services/processes.mjs';

const SCORER = 'databoard_runtime.scorer';
// Linux counts processor time in hundredths of a second for everyone, whatever the kernel's own clock.
const TICKS_PER_SECOND = 100;

/** One line of /proc/<pid>/stat. `own` is the process's processor seconds, `reaped` those of children that ended. */
export function parseStat(line) {
  // The second field is the program's name in brackets, which may hold anything.
  const [open, close] = [line.indexOf('('), line.lastIndexOf(')')];
  const fields = line.slice(close + 2).split(' ');
  const ticks = (first) => (Number(fields[first]) + Number(fields[first + 1])) / TICKS_PER_SECOND;
  return {
    pid: Number(line.slice(0, open)),
    comm: line.slice(open + 1, close),
    parent: Number(fields[1]),
    own: ticks(11),
    reaped: ticks(13),
  };
}

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process ended meanwhile
  }
};

/** Every process of the machine by its id. */
export function readProcesses() {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => read(`/proc/${pid}/stat`) || [])
    .map(parseStat);
  return new Map(stats.map((stat) => [stat.pid, stat]));
}

/** The processes below `root`, without it. */
export function descendants(processes, root) {
  const isBelow = (pid) => {
    const parent = processes.get(pid)?.parent;
    return parent !== undefined && (parent === root || isBelow(parent));
  };
  return [...processes.values()].filter(({ pid }) => isBelow(pid));
}

/**
 * The stack's processes by what they are for: `api`, `worker` (Node alone), `scorer`, `python` (everything else below the
 * workers: fork servers, supervisors, sandboxed code), `postgres`, `redis`, and `bench`, this process.
 */
export function groupProcesses({ running, services }, processes = readProcesses(), commandLineOf = commandLine) {
  const rooted = (pids) => {
    const roots = pids.flatMap((pid) => processes.get(pid) ?? []);
    return [...roots, ...roots.flatMap(({ pid }) => descendants(processes, pid))];
  };
  const pidsOf = (kind) => [...running].filter(([name]) => name.startsWith(kind)).map(([, one]) => one.pid);
  const workers = pidsOf('worker').flatMap((pid) => processes.get(pid) ?? []);
  const below = Object.groupBy(
    workers.flatMap(({ pid }) => descendants(processes, pid)),
    ({ pid }) => (commandLineOf(pid).includes(SCORER) ? 'scorer' : 'python'),
  );
  return {
    api: rooted(pidsOf('api')),
    worker: workers,
    scorer: below.scorer ?? [],
    python: below.python ?? [],
    postgres: rooted([services.pids.postgres]),
    redis: rooted([services.pids.redis]),
    bench: [processes.get(process.pid)],
  };
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Processor seconds that each group has used since its processes started. What workers have reaped is Python's. */
export function cpuSecondsOf(groups) {
  const reapedByWorkers = sum(groups.worker.map(({ reaped }) => reaped));
  const total = (processes) => sum(processes.map(({ own, reaped }) => own + reaped));
  return {
    api: total(groups.api),
    worker: sum(groups.worker.map(({ own }) => own)),
    scorer: total(groups.scorer),
    python: total(groups.python) + reapedByWorkers,
    postgres: total(groups.postgres),
    redis: total(groups.redis),
    bench: sum(groups.bench.map(({ own }) => own)),
  };
}

/** Resident memory in MiB; pages that several processes share count once (their proportional set size). */
export const residentMiB = (processes) =>
  sum(processes.map(({ pid }) => Number(/^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0))) /
  1024;

/** Open descriptors. */
export const openDescriptors = (processes) =>
  sum(
    processes.map(({ pid }) => {
      try {
        return readdirSync(`/proc/${pid}/fd`).length;
      } catch {
        return 0;
      }
    }),
  );
