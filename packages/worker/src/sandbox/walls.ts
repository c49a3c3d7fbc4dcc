import type { Isolation, Wall } from './sandbox.js';

/** The walls that the self-test's thief tries, in its words: what makes them, and what to do where one is missing. */
const walls: Record<string, { how: string; fix: string }> = {
  files: {
    how: 'mount namespace, only what is needed is mounted',
    fix: 'Keep the folder for temporary files out of /usr and out of the Python environments.',
  },
  network: { how: 'network namespace without devices', fix: 'Allow bubblewrap to make network namespaces.' },
  'other processes': {
    how: 'process namespace per fold; /proc of its own processes or none',
    fix: 'Allow process namespaces and mounting /proc.',
  },
  'system calls': {
    how: 'seccomp filter',
    fix: 'Run on x86_64 or aarch64 with a kernel that has CONFIG_SECCOMP_FILTER.',
  },
  capabilities: { how: 'all dropped, never root', fix: 'Start the worker as a plain user, or as root with SETUID.' },
  'no set-uid': { how: 'no_new_privs, nosuid mounts', fix: 'Use a bubblewrap that mounts nosuid (0.4 or later).' },
  'read-only system': {
    how: 'read-only mounts',
    fix: 'Use a bubblewrap with --remount-ro (0.4 or later).',
  },
  'temporary files': { how: 'size-limited tmpfs, private /dev/shm', fix: 'Allow mounting tmpfs in user namespaces.' },
  descriptors: { how: 'closed before the first byte', fix: 'This is a bug of Databoard: please report it.' },
};

/** What stands where the thief got through the `fallen` ones: wall by wall what it got. */
export const wallsWithout = (fallen: Record<string, string>): Wall[] =>
  Object.entries(walls).map(([name, { how }]) => ({ name, stands: !(name in fallen), how: fallen[name] ?? how }));

/** Limits are walls, too; they are not the self-test's matter. */
export const limitWalls = (isolation: Isolation, controllers: readonly string[] = []): Wall[] => {
  const by = (controller: string) => (controllers.includes(controller) ? 'control group, ' : '');
  const scope = isolation === 'unsafe' ? 'per user' : 'per fold';
  return [
    { name: 'memory', stands: true, how: `${by('memory')}address space limit, resident memory watched every 50 ms` },
    { name: 'processes', stands: true, how: `${by('pids')}limit ${scope}` },
    { name: 'cores', stands: true, how: `${by('cpu')}threads set, held to processors when it uses more` },
    { name: 'time', stands: true, how: 'wall clock, processor time per process' },
  ];
};

/** In development without isolation: nothing stands. */
export const noWalls: Wall[] = Object.keys(walls).map((name) => ({ name, stands: false, how: 'ISOLATION=unsafe' }));

/** Throws when a wall is missing: which one, what got through, and what to do. */
export function assertStanding(found: readonly Wall[]): void {
  const missing = found.filter(({ stands }) => !stands);
  if (missing.length === 0) return;
  const sentences = missing.map(({ name, how }) => `The wall "${name}" does not stand (${how}). ${walls[name]?.fix}`);
  throw new Error(`This worker takes no jobs. ${sentences.join(' ')}`);
}

/** As one line of a log. */
export const wallsLine = (found: readonly Wall[]): string =>
  found.map(({ name, stands, how }) => `${stands ? '' : 'NO '}${name} (${how})`).join(', ');
