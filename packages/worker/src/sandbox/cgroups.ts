import {
  accessSync,
  chownSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** The controllers that folds are held with. */
const wanted = ['memory', 'pids', 'cpu'];
const ownFolder = (pid: number): string => `databoard-${pid}`;

/** Where this process is in the version 2 hierarchy, from its mountinfo and cgroup files; null where that is not mounted. */
export function ownCgroup(mountinfo: string, cgroup: string): string | null {
  const own = /^0::(\/.*)$/m.exec(cgroup)?.[1];
  if (own === undefined) return null;
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const [, , , root, mountPoint] = before?.split(' ') ?? [];
    if (after?.split(' ')[0] !== 'cgroup2' || !root || !mountPoint) continue;
    const below = path.posix.relative(root, own);
    if (!below.startsWith('..')) return path.posix.join(mountPoint, below);
  }
  return null;
}

/** Control groups that this worker may make: one folder per fork server, in which that makes one per fold. */
export class Cgroups {
  private made = 0;

  private constructor(
    private readonly base: string,
    private readonly folder: string,
    /** Those of memory, pids and cpu that were delegated to the worker. */
    readonly controllers: readonly string[],
  ) {}

  /**
   * Takes what `base`, the worker's own group, was delegated. Null when that is nothing: a group without controllers
   * kills no better than a process namespace does. `evenEmpty`: for tests, on systems that delegate nothing.
   */
  static open(base: string | null, { evenEmpty = false } = {}): Cgroups | null {
    if (base === null) return null;
    const folder = path.join(base, ownFolder(process.pid));
    const main = path.join(folder, 'main');
    try {
      accessSync(path.join(base, 'cgroup.procs'), constants.W_OK);
      const controllers = words(path.join(base, 'cgroup.controllers')).filter((name) => wanted.includes(name));
      if (controllers.length === 0 && !evenEmpty) return null;
      removeDead(base);
      mkdirSync(main, { recursive: true });
      // A group with processes of its own can hand no controllers down.
      writeFileSync(path.join(main, 'cgroup.procs'), String(process.pid));
      const cgroups = new Cgroups(base, folder, controllers);
      process.once('exit', () => cgroups.close());
      for (const each of [base, folder]) delegate(each, controllers);
      return cgroups;
    } catch {
      leave(base, folder);
      return null;
    }
  }

  /** Makes the folder for one fork server, which `uid` may fill. */
  make(uid: number | null): string {
    this.made += 1;
    const folder = path.join(this.folder, `runtime-${this.made}`);
    mkdirSync(path.join(folder, 'server'), { recursive: true });
    delegate(folder, this.controllers);
    if (uid !== null) for (const name of ['', 'cgroup.procs']) chownSync(path.join(folder, name), uid, uid);
    return folder;
  }

  /** Ends whatever is left in a folder of `make`, and removes it. */
  remove(folder: string): void {
    removeTree(folder);
  }

  /** Goes back to where the worker was started. */
  close(): void {
    leave(this.base, this.folder);
  }
}

const words = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split(/\s+/)
    .filter((word) => word !== '');

function delegate(folder: string, controllers: readonly string[]): void {
  const file = path.join(folder, 'cgroup.subtree_control');
  const there = words(file);
  const missing = controllers.filter((name) => !there.includes(name));
  if (missing.length > 0) writeFileSync(file, missing.map((name) => `+${name}`).join(' '));
}

function leave(base: string, folder: string): void {
  try {
    writeFileSync(path.join(base, 'cgroup.procs'), String(process.pid));
  } catch {
    // It has never left, or may not come back.
  }
  removeTree(folder);
}

/** Groups of workers that were killed. */
function removeDead(base: string): void {
  for (const name of readdirSync(base)) {
    const pid = /^databoard-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeTree(path.join(base, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The files of a group cannot be removed one by one; they go with its folder. */
function removeTree(folder: string): void {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) removeTree(path.join(folder, entry.name));
    rmdirSync(folder);
  } catch {
    // Something is still ending in there: the next worker to start removes it.
  }
}
