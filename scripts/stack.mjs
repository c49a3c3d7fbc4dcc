import path from 'node:path';
import { runCommand } from './command.mjs';
import { node, root } from './root.mjs';
import { freePort, waitFor } from './services/processes.mjs';
import { serviceEnvironment, startServices } from './services.mjs';
import { findPython } from './setup/python.mjs';
import { createOutput } from './stack/output.mjs';
import { supervise } from './stack/supervise.mjs';

/** The entry files of the built packages. */
export const ENTRIES = {
  migrate: path.join(root, 'packages/api/dist/migrate.js'),
  api: path.join(root, 'packages/api/dist/main.js'),
  createAdmin: path.join(root, 'packages/api/dist/create-admin.js'),
  worker: path.join(root, 'packages/worker/dist/main.js'),
  cli: path.join(root, 'packages/worker/dist/cli/main.js'),
};
const READY_SECONDS = 60;
const READY_WORDS = { api: 'the api is ready', worker: 'taking jobs' };

const answers = (url) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

/**
 * Starts the whole platform: services, migrations, api, worker; resolves when the api is ready.
 *
 * Without `dataDir` everything lives in a temporary folder and is gone after `stop()`. `port` undefined takes a free one.
 * `logLevel` is what reaches stdout; `dataDir/logs` keeps all. `nodeArgs` go to api and worker (`--watch` in development).
 * `env` holds what a client of this stack needs: DATABASE_URL, REDIS_URL, API_URL and so on.
 */
export async function startStack({
  dataDir,
  port,
  host = '127.0.0.1',
  logLevel = 'warn',
  log = console.error,
  nodeArgs = [],
  settings = {},
  print,
} = {}) {
  const ephemeral = dataDir === undefined;
  const services = await startServices({ dataDir, ephemeral, log });
  const folder = services.dataDir;
  const httpPort = port ?? (await freePort());
  const apiUrl = `http://${host.includes(':') ? `[${host}]` : host.replace('0.0.0.0', '127.0.0.1')}:${httpPort}`;
  const env = {
    ...process.env,
    ...serviceEnvironment(services),
    ARTIFACTS_DIR: path.join(folder, 'artifacts'),
    WORKER_DIR: path.join(folder, 'worker'),
    MAIL_DIR: process.env.MAIL_DIR || path.join(folder, 'mail'),
    WEB_DIST: path.join(root, 'packages/web/dist'),
    PYTHON: findPython() ?? 'python3',
    HOST: host,
    PORT: String(httpPort),
    API_URL: apiUrl,
    ...settings,
  };
  const running = new Map();
  let stopping;
  const stop = () => {
    stopping ??= (async () => {
      await Promise.all([...running.values()].map((one) => one.stop()));
      await services.stop();
    })();
    return stopping;
  };
  try {
    const migrated = await runCommand(node, [ENTRIES.migrate], { env, onSpawn: services.guard.watch });
    if (migrated.code !== 0) throw new Error(`The database could not be migrated:\n${migrated.output}`);
    const output = await createOutput({
      folder: ephemeral ? undefined : path.join(folder, 'logs'),
      level: logLevel,
      print,
    });
    const add = (name, entry = name, further = {}) => {
      const args = ['--enable-source-maps', ...nodeArgs, ENTRIES[entry]];
      const own = { ...env, ...further };
      running.set(name, supervise({ name, command: node, args, env: own, guard: services.guard, output, log }));
    };
    for (const name of ['api', 'worker']) add(name);
    /** Starts another process of an entry (`api`, `worker`) with settings of its own; resolves when it is at work. */
    const addProcess = async (name, entry, further) => {
      const atWork = output.hears(name, READY_WORDS[entry]);
      add(name, entry, further);
      await atWork;
    };
    /** Ends the api or the worker and starts it afresh; resolves when it is at work again. Needs LOG_LEVEL info. */
    const restart = async (name) => {
      await running.get(name).takeDown();
      const atWork = output.hears(name, READY_WORDS[name]);
      running.get(name).start();
      await atWork;
    };
    const ready = await waitFor(() => stopping || answers(`${apiUrl}/healthz`), READY_SECONDS, 50);
    if (!ready) throw new Error(`The api did not get ready within ${READY_SECONDS} s; its lines are above.`);
    return { apiUrl, env, services, output, running, addProcess, restart, failed: services.failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
