import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import path from 'node:path';
import { node } from '../root.mjs';
import { findRedisServer } from '../setup/redis.mjs';
import { freePort, isListening, stopChild, waitFor } from './processes.mjs';

/** What the log says when no Redis server can be had. */
export const STAND_IN_NOTE =
  'No redis-server or valkey-server on this machine: a JavaScript stand-in serves, about 10 times slower and in memory only ' +
  '(after a restart, queued work is found again from the database). Fine to try things out, not for a real event.';

// Whoever knows the password in our configuration file is our own server, left behind by a run that was killed.
async function clearLeftovers(configFile) {
  if (!existsSync(configFile)) return;
  const config = readFileSync(configFile, 'utf8');
  const [port, password] = [/^port (\d+)$/m, /^requirepass (\S+)$/m].map((pattern) => pattern.exec(config)?.[1]);
  if (!port || !(await isListening(Number(port)))) return;
  const socket = createConnection({ port: Number(port), host: '127.0.0.1' });
  socket.on('error', () => {});
  socket.write(`AUTH ${password}\r\nSHUTDOWN\r\n`);
  await waitFor(() => socket.destroyed || socket.readableEnded || socket.errored, 5);
  socket.destroy();
}

function startServer(server, { folder, ephemeral, guard, host, port, password }) {
  const config = [
    `bind ${[...new Set(['127.0.0.1', host])].join(' ')}`,
    `port ${port}`,
    `dir ${JSON.stringify(folder)}`,
    `requirepass ${password}`,
  ];
  // No snapshots: the append-only file alone restores the queue, and with `ephemeral` nothing needs restoring.
  config.push(`appendonly ${ephemeral ? 'no' : 'yes'}`, 'save ""', 'daemonize no');
  const configFile = path.join(folder, 'redis.conf');
  writeFileSync(configFile, `${config.join('\n')}\n`, { mode: 0o600 });
  const output = openSync(path.join(folder, 'redis.log'), 'a', 0o600);
  const options = { cwd: folder, argv0: server.argv0, stdio: ['ignore', output, output], detached: true };
  return guard.watch(spawn(server.command, [configFile], options));
}

function startStandIn({ folder, guard, port, password }) {
  const output = openSync(path.join(folder, 'redis.log'), 'a', 0o600);
  const env = { ...process.env, STAND_IN_PORT: String(port), STAND_IN_PASSWORD: password };
  const script = path.join(import.meta.dirname, 'redis-stand-in.mjs');
  return guard.watch(spawn(node, [script], { env, cwd: folder, stdio: ['ignore', output, output], detached: true }));
}

/**
 * Starts a Redis of our own on a loopback port (`port`, else a free one): the machine's server, else the JavaScript stand-in
 * (`embedded`). The server listens on `host` too.
 */
export async function startRedis({ dataDir, ephemeral, guard, log, server = findRedisServer(), ...wanted }) {
  const folder = path.join(dataDir, 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await clearLeftovers(path.join(folder, 'redis.conf'));
  const { host = '127.0.0.1', password = randomBytes(18).toString('hex'), port = await freePort() } = wanted;
  if (!server) log(STAND_IN_NOTE);
  const child = server
    ? startServer(server, { folder, ephemeral, guard, host, port, password })
    : startStandIn({ folder, guard, port, password });
  const failed = () => child.exitCode !== null || child.signalCode !== null;
  child.once('error', (error) => log(`Redis could not be started: ${error.message}`));
  const ready = await waitFor(async () => failed() || child.pid === undefined || (await isListening(port)), 30);
  if (!ready || failed() || child.pid === undefined) {
    const tail = readFileSync(path.join(folder, 'redis.log'), 'utf8').trim().split('\n').slice(-8).join('\n');
    await stopChild(child, 'SIGTERM');
    throw new Error(`Redis did not start. The end of ${path.join(folder, 'redis.log')}:\n${tail}`);
  }
  return {
    url: `redis://:${password}@${host}:${port}/0`,
    embedded: !server,
    child,
    stop: () => stopChild(child, 'SIGTERM'),
  };
}
