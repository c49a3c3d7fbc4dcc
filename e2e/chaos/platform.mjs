import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRedis } from '../../packages/shared/dist/redis.js';
import { runCommand } from '../../scripts/command.mjs';
import { node } from '../../scripts/root.mjs';
import { startGuard } from '../../scripts/services/guard.mjs';
import { startPostgres } from '../../scripts/services/postgres.mjs';
import { freePort, stopChild, waitFor } from '../../scripts/services/processes.mjs';
import { startRedis } from '../../scripts/services/redis.mjs';
import { findPython } from '../../scripts/setup/python.mjs';
import { ENTRIES } from '../../scripts/stack.mjs';
import { createHosts } from './hosts.mjs';
import { startS3 } from './s3-server.mjs';

const API_COUNT = 2;
const AGAIN_AFTER_MS = 1000;

const isUp = (url) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * The whole platform on several hosts, played by network namespaces: a worker on each with folders of its own; PostgreSQL,
 * Redis and two api processes on this side. Artifacts are in a folder, which network namespaces share, or with `s3` in a
 * bucket. PostgreSQL and Redis keep what they promise to keep. A process that ends by
 * itself is noted in `surprises` and started again, as a supervisor would.
 */
export async function startPlatform({ workers, slots, s3 = false, log }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaos-'));
  const guard = startGuard();
  guard.removeFolder(folder);
  const parts = new Map();
  const surprises = [];
  const services = {};
  let hosts;
  let stopping = false;

  const stop = async () => {
    stopping = true;
    await Promise.all([...parts.values()].map(({ child }) => child && stopChild(child, 'SIGTERM', 20)));
    await Promise.all(Object.values(services).map((service) => service.stop()));
    await hosts?.release();
    rmSync(folder, { recursive: true, force: true });
    guard.release();
  };

  const start = (name) => {
    const part = parts.get(name);
    const output = openSync(path.join(folder, `${name}.log`), 'a');
    const [command, args] = part.wrap(node, ['--enable-source-maps', part.entry]);
    part.child = guard.watch(
      spawn(command, args, { env: part.env, stdio: ['ignore', output, output], detached: true }),
    );
    part.isWanted = true;
    part.child.once('exit', (code, signal) => {
      if (!part.isWanted || stopping) return;
      surprises.push(`${name} ended by itself: ${signal ?? `exit code ${code}`}`);
      log(surprises.at(-1));
      setTimeout(() => part.isWanted && !stopping && start(name), AGAIN_AFTER_MS);
    });
  };
  const kill = async (name, signal = 'SIGKILL') => {
    const part = parts.get(name);
    part.isWanted = false;
    const { child } = part;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };

  try {
    hosts = await createHosts(workers);
    const base = { dataDir: folder, ephemeral: false, guard, log: () => {} };
    services.postgres = await startPostgres(base);
    services.redis = await startRedis({ ...base, host: hosts.address });
    if (s3) services.s3 = await startS3({ address: hosts.address, folder });
    const databaseUrl = services.postgres.url;
    const redisUrl = services.redis.url;
    const ports = { postgres: Number(new URL(databaseUrl).port), redis: Number(new URL(redisUrl).port) };
    const env = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      REDIS_EMBEDDED: '0',
      ARTIFACTS_DIR: path.join(folder, 'artifacts'),
      PYTHON: findPython() ?? 'python3',
      HOST: hosts.address,
      LOG_LEVEL: process.env.E2E_LOG_LEVEL ?? 'warn',
      SIGN_UPS_PER_HOUR: '1000000',
      ...services.s3?.settings,
    };
    const migrated = await runCommand(node, [ENTRIES.migrate], { env });
    if (migrated.code !== 0) throw new Error(migrated.output);
    const bare = (command, args) => [command, args];
    const apiUrls = [];
    for (let number = 1; number <= API_COUNT; number += 1) {
      const port = await freePort();
      apiUrls.push(`http://${hosts.address}:${port}`);
      parts.set(`api-${number}`, { entry: ENTRIES.api, wrap: bare, env: { ...env, PORT: String(port) } });
    }
    for (const [index, { name, wrap }] of hosts.hosts.entries()) {
      const own = path.join(folder, name);
      mkdirSync(path.join(own, 'tmp'), { recursive: true });
      const ofHost = { WORKER_DIR: own, TMPDIR: path.join(own, 'tmp'), WORKER_NAME: name, WORKER_SLOTS: String(slots) };
      // A worker has no business with the database: its host does not even know the address.
      const { DATABASE_URL: _, ...withoutDatabase } = env;
      parts.set(`worker-${index + 1}`, { entry: ENTRIES.worker, wrap, env: { ...withoutDatabase, ...ofHost } });
    }
    for (const name of parts.keys()) start(name);
    for (const url of apiUrls)
      if (!(await waitFor(() => isUp(`${url}/healthz`), 60))) throw new Error('An api did not get ready.');

    const password = new URL(redisUrl).password;
    const startService = {
      postgres: async () => {
        services.postgres = await startPostgres({ ...base, port: ports.postgres });
      },
      redis: async () => {
        services.redis = await startRedis({ ...base, host: hosts.address, port: ports.redis, password });
      },
    };
    return {
      apiUrl: apiUrls[0],
      apiUrls,
      env,
      databaseUrl,
      names: [...parts.keys()],
      surprises,
      start,
      kill,
      stopService: (name, signal) => stopChild(services[name].child, signal),
      startService: (name) => startService[name](),
      /** While Redis is down: everything it would remember. */
      forgetRedisData: () => rmSync(path.join(folder, 'redis', 'appendonlydir'), { recursive: true, force: true }),
      async flushRedis() {
        const client = createRedis({ url: redisUrl, embedded: false });
        await client.flushall();
        client.disconnect();
      },
      /** Copies what the parts have logged, for whoever wants to know why. */
      keepLogs: (to) => {
        mkdirSync(to, { recursive: true });
        for (const name of readdirSync(folder).filter((each) => each.endsWith('.log')))
          copyFileSync(path.join(folder, name), path.join(to, name));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
