import { readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unprivilegedUids } from '../sandbox/bubblewrap.js';

/** What tricks call their files, and what this process calls its own: others may be busy on the same machine. */
const ours = (name: string): boolean => /^zoo-(?!\d)/.test(name) || name.includes(`-${process.pid}-`);
const isOurUser = (uid: number): boolean =>
  uid >= unprivilegedUids.first && uid < unprivilegedUids.first + unprivilegedUids.count;
const ourKeys = new Set([0x5a00, 0x5a01, 0x5a02]);
const isOurOwn = (uid: number): boolean => isOurUser(uid) || (uid > 0 && uid === process.getuid?.());

const settleSeconds = 10;

/** What is different from `before`, once everything has had the time to go: lines that came and lines that went. */
export async function hostChanges(before: readonly string[]): Promise<string[]> {
  const deadline = Date.now() + settleSeconds * 1000;
  for (;;) {
    const after = await hostState();
    const changes = [
      ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
      ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ];
    if (changes.length === 0 || Date.now() > deadline) return changes;
    await sleep(200);
  }
}

/**
 * Everything on this host that a trick could leave behind, one line each: processes, files, mounts, sockets, shared
 * memory, queues, keys. Equal before and after a visit, or something got out.
 */
export async function hostState(): Promise<string[]> {
  const parts = await Promise.all([processes(), files(), mounts(), sockets(), systemV(), keys()]);
  return parts.flat().sort();
}

const lines = async (file: string): Promise<string[]> =>
  (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');

/** Descendants of this process, and orphans that look like ours. */
async function processes(): Promise<string[]> {
  const found = new Map<number, { parent: number; uid: number; command: string }>();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const number = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? -1);
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const name = /^Name:\s*(.*)/.exec(status)?.[1] ?? '';
    found.set(Number(pid), {
      parent: number('PPid'),
      uid: number('Uid'),
      command: command.replaceAll('\0', ' ') || name,
    });
  }
  const descends = (pid: number): boolean => {
    const parent = found.get(pid)?.parent ?? 0;
    return parent === process.pid || (parent > 1 && descends(parent));
  };
  // Other workers on this machine may be killed meanwhile; their folders have their numbers.
  const isOthers = (command: string) => /databoard-(\d+)-/.test(command) && !command.includes(`-${process.pid}-`);
  const isOrphan = ({ parent, uid, command }: { parent: number; uid: number; command: string }) =>
    (parent === 0 || parent === 1) &&
    !isOthers(command) &&
    (isOurUser(uid) || /^zoo-|databoard_runtime|sleep 1000|\/usr\/bin\/yes/.test(command));
  return [...found].flatMap(([pid, each]) =>
    descends(pid) || isOrphan(each) ? [`process ${pid}: ${each.command.slice(0, 200)}`] : [],
  );
}

async function files(): Promise<string[]> {
  const places = new Set([
    '/',
    '/tmp',
    '/var/tmp',
    '/run',
    '/etc',
    '/dev',
    '/dev/shm',
    '/dev/mqueue',
    tmpdir(),
    process.cwd(),
  ]);
  const found = await Promise.all(
    [...places].map(async (place) => {
      const names = await readdir(place).catch(() => []);
      const owned = await Promise.all(
        names.map(async (name) => {
          const file = path.join(place, name);
          const owner = (await stat(file).catch(() => null))?.uid ?? -1;
          return ours(name) || isOurUser(owner) ? [`file ${file}`] : [];
        }),
      );
      return owned.flat();
    }),
  );
  return found.flat();
}

/** Where folds and their keepers mount something; elsewhere others may. */
const mountedOn = /^\/(fold|submission|features|sock|kit|databoard|cgroup|newroot|oldroot|tmp|proc|usr|etc|dev)(\/|$)/;

const mounts = async (): Promise<string[]> =>
  (await lines('/proc/self/mountinfo')).flatMap((line) => {
    const [, , , root, mountPoint, options] = line.split(' ');
    return mountedOn.test(mountPoint ?? '') ? [`mount ${root} ${mountPoint} ${options}`] : [];
  });

async function sockets(): Promise<string[]> {
  const named = (await lines('/proc/net/unix'))
    .map((line) => line.split(/\s+/)[7] ?? '')
    .filter((name) => ours(name.replace(/^@/, '')));
  const owned = (await Promise.all(['tcp', 'tcp6', 'udp', 'udp6'].map((kind) => lines(`/proc/net/${kind}`)))).flat();
  return [
    ...named.filter((name) => !name.includes('runs.sock')).map((name) => `socket ${name}`),
    ...owned.flatMap((line) => (isOurUser(Number(line.trim().split(/\s+/)[7])) ? [`socket ${line.trim()}`] : [])),
  ];
}

async function systemV(): Promise<string[]> {
  const kinds = await Promise.all(
    ['shm', 'msg', 'sem'].map(async (kind) => {
      const [names, ...rows] = (await lines(`/proc/sysvipc/${kind}`)).map((line) => line.trim().split(/\s+/));
      const creator = names?.indexOf('cuid') ?? -1;
      return rows
        .filter((row) => ourKeys.has(Number(row[0]) >>> 0) || isOurOwn(Number(row[creator])))
        .map(([key, id]) => `${kind} ${key} ${id}`);
    }),
  );
  return kinds.flat();
}

async function keys(): Promise<string[]> {
  const users = (await lines('/proc/key-users')).filter((line) => isOurUser(Number.parseInt(line, 10)));
  const named = (await lines('/proc/keys')).filter((line) => line.includes('zoo'));
  return [...users, ...named].map((line) => `key ${line.trim()}`);
}
