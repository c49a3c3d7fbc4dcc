import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import type { Cgroups } from './cgroups.js';
import { insideOf, mountArguments, shown } from './host-folders.js';
import { spawnWithChannel } from './process.js';
import { type Python, pythonEnvironment, pythonPackages } from './python.js';
import type { Mount, Sandbox, SandboxedProcess, SandboxedProgram } from './sandbox.js';

/**
 * Whom programs become when the worker runs as root, for root inside would still own the host's kernel settings. The
 * range is given to nobody by Debian and systemd. Each program gets another user, because the kernel counts processes
 * by user.
 */
export const unprivilegedUids = { first: 60_600, count: 500 };
const packages: Mount = { host: pythonPackages, inside: '/databoard/python', writable: false };

/** Everything a library may need from /etc; no accounts, no names of hosts, no keys. */
const etcFiles = [
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/alternatives',
  '/etc/localtime',
  '/etc/fonts',
];

/** Walls made by bubblewrap: own users, processes, network, mounts; a read-only system; an empty environment. */
export class BubblewrapSandbox implements Sandbox {
  readonly isWall = true;

  private started = process.pid;

  constructor(
    readonly python: Python,
    private readonly cgroups: Cgroups | null = null,
  ) {}

  start(program: SandboxedProgram): SandboxedProcess {
    const uid = process.getuid?.() === 0 ? this.nextUid() : null;
    const cgroup = program.makesCgroups ? (this.cgroups?.make(uid) ?? null) : null;
    // bubblewrap itself gets no environment either: its own process is visible inside.
    const started = spawnWithChannel('bwrap', this.arguments(program, uid, cgroup), {
      PATH: '/usr/local/bin:/usr/bin:/bin',
    });
    if (cgroup !== null) void started.ended.then(() => this.cgroups?.remove(cgroup));
    return started;
  }

  private nextUid(): number {
    this.started += 1;
    return unprivilegedUids.first + (this.started % unprivilegedUids.count);
  }

  private arguments(program: SandboxedProgram, uid: number | null, cgroup: string | null): string[] {
    const isRoot = uid !== null;
    const mounts = [packages, ...this.folders(program), ...(cgroup === null ? [] : [cgroupMount(cgroup)])];
    const environment = Object.entries(pythonEnvironment(packages.inside)).flatMap(([name, value]) => [
      '--setenv',
      name,
      value,
    ]);
    const python = program.python ?? this.python;
    const options = program.options.map((option) => (typeof option === 'string' ? option : option.inside));
    return [
      ...['--die-with-parent', '--new-session', '--clearenv', ...environment],
      ...[
        '--unshare-pid',
        '--unshare-net',
        '--unshare-ipc',
        '--unshare-uts',
        // Who moves others between groups must see these as they are; the folds get the namespace.
        ...(cgroup === null ? ['--unshare-cgroup-try'] : []),
        '--hostname',
        'fold',
      ],
      ...(isRoot ? privilegesToGiveUp : ['--unshare-user']),
      ...(!isRoot && program.hidesProcesses ? ['--cap-add', 'CAP_SYS_ADMIN'] : []),
      ...systemFolders(),
      ...devices,
      ...['/tmp', '/dev/shm'].flatMap((folder) => [
        '--perms',
        '1777',
        '--size',
        String(program.temporaryMiB * 2 ** 20),
        '--tmpfs',
        folder,
      ]),
      ...(isRoot ? ['--dir', '/proc'] : ['--proc', '/proc']),
      ...program.emptyFolders.flatMap((folder) => ['--perms', '0755', '--dir', folder]),
      ...mountArguments(mounts),
      // bubblewrap's own file systems: whatever could be written there would be seen by the next fold.
      ...['--remount-ro', '/dev', '--remount-ro', '/'],
      ...['--chdir', '/', insideOf(python.executable), '-s', '-B', '-m', program.module, ...options],
      ...(cgroup === null ? [] : ['--cgroup', cgroupMount(cgroup).inside]),
      ...(isRoot ? ['--become', String(uid)] : []),
    ];
  }

  private folders({ python = this.python, mounts }: SandboxedProgram): Mount[] {
    return [...python.folders.map(shown), ...mounts];
  }
}

const cgroupMount = (host: string): Mount => ({ host, inside: '/cgroup', writable: true });

/** What a program needs to mount /proc and to stop being root; `settle` gives all of it up first thing. */
const privilegesToGiveUp = ['ALL', 'CAP_SYS_ADMIN', 'CAP_SETUID', 'CAP_SETGID'].flatMap((capability) => [
  capability === 'ALL' ? '--cap-drop' : '--cap-add',
  capability,
]);

/** By hand: bubblewrap's own --dev has terminals, too, and for those it makes one more user namespace. */
const devices = [
  ...['--perms', '0755', '--tmpfs', '/dev'],
  ...['null', 'zero', 'full', 'random', 'urandom'].flatMap((name) => ['--dev-bind', `/dev/${name}`, `/dev/${name}`]),
  ...['fd', 'stdin', 'stdout', 'stderr'].flatMap((name, index) => [
    ...['--symlink', index === 0 ? '/proc/self/fd' : `/proc/self/fd/${index - 1}`, `/dev/${name}`],
  ]),
];

function systemFolders(): string[] {
  // Debian has /lib and the like as links into /usr; elsewhere they are folders of their own.
  const folders = ['/lib', '/lib64', '/lib32', '/bin', '/sbin'].filter((folder) => existsSync(folder));
  return [
    ...['--ro-bind', '/usr', '/usr'],
    ...folders.flatMap((folder) =>
      lstatSync(folder).isSymbolicLink() ? ['--symlink', readlinkSync(folder), folder] : ['--ro-bind', folder, folder],
    ),
    // Made by hand, because bubblewrap would make it unreadable for anyone but its owner.
    ...['--perms', '0755', '--dir', '/etc'],
    ...etcFiles.flatMap((file) => ['--ro-bind-try', file, file]),
  ];
}
