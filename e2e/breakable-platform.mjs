import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createRedis } from '../packages/shared/dist/redis.js';
import { runCommand } from '../scripts/command.mjs';
import { node } from '../scripts/root.mjs';
import { freePort, stopChild, waitFor } from '../scripts/services/processes.mjs';
import { serviceEnvironment, startServices } from '../scripts/services.mjs';
import { findPython } from '../scripts/setup/python.mjs';
import { findRedisServer } from '../scripts/setup/redis.mjs';
import { ENTRIES } from '../scripts/stack.mjs';

const isUp = (url) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** The whole platform with a handle on every part, to break it. Unlike `npm start`, nothing starts again by itself. */
export async function startBreakablePlatform() {
  const services = await startServices({ ephemeral: true });
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    ...serviceEnvironment(services),
    ARTIFACTS_DIR: path.join(services.dataDir, 'artifacts'),
    WORKER_DIR: path.join(services.dataDir, 'worker'),
    PYTHON: findPython() ?? 'python3',
    PORT: String(port),
    LOG_LEVEL: process.env.E2E_LOG_LEVEL ?? 'fatal',
  };
  const children = new Map();
  let redisChild;

  async function start(name) {
    const options = { env, stdio: ['ignore', 'inherit', 'inherit'] };
    children.set(name, services.guard.watch(spawn(node, ['--enable-source-maps', ENTRIES[name]], options)));
    if (name === 'api' && !(await waitFor(() => isUp(`${apiUrl}/healthz`), 30)))
      throw new Error('The api did not get ready.');
  }

  async function end(name, signal) {
    const child = children.get(name);
    children.delete(name);
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  const redis = async (...command) => {
    const client = createRedis({ url: services.redisUrl, embedded: false }, { retryStrategy: () => null });
    client.on('error', () => {}); // SHUTDOWN is answered by silence
    await client.call(...command).catch(() => {});
    client.disconnect();
  };

  const stop = async () => {
    await Promise.all([...children.values()].map((child) => stopChild(child, 'SIGTERM', 20)));
    if (redisChild) await stopChild(redisChild, 'SIGTERM');
    await services.stop();
  };
  try {
    const migrated = await runCommand(node, [ENTRIES.migrate], { env });
    if (migrated.code !== 0) throw new Error(migrated.output);
    await Promise.all([start('api'), start('worker')]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    apiUrl,
    env,
    databaseUrl: services.databaseUrl,
    redisIsReal: !services.redisEmbedded,
    start,
    end,
    flushRedis: () => redis('FLUSHALL'),
    stopRedis: () => redis('SHUTDOWN', 'NOSAVE'),
    /** The same server, port and password, with nothing in it. */
    async startRedis() {
      const config = path.join(services.dataDir, 'redis', 'redis.conf');
      const { command, argv0 } = findRedisServer();
      redisChild = services.guard.watch(spawn(command, [config], { argv0, stdio: 'ignore' }));
      const probe = createRedis({ url: services.redisUrl, embedded: false });
      probe.on('error', () => {}); // not up yet; it tries again
      await probe.ping();
      probe.disconnect();
    },
    stop,
  };
}
