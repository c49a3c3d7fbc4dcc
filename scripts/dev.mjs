// `npm run dev`: the stack of `npm start` on the same data, reloading on change: the compiler watches the TypeScript, Node
// restarts the api and the worker when their output changes, Vite serves the pages and swaps modules in the browser.
import { spawn } from 'node:child_process';
import { globSync, watch } from 'node:fs';
import path from 'node:path';
import { buildAll } from './build/build-all.mjs';
import { endCleanly } from './ending.mjs';
import { bin, root } from './root.mjs';
import { chooseHttpPort } from './stack/http-port.mjs';
import { claimDataDir } from './stack/only-one.mjs';
import { startStack } from './stack.mjs';

const dataDir = path.join(root, 'var');
const web = path.join(root, 'packages', 'web');
const log = (line) => console.error(`[dev] ${line}`);
const GENERATED = ['print schema.graphql', 'type the GraphQL documents of the web pages'];
const SETTLE_MS = 400;

const tools = [];
let stack;
let claim;
const end = endCleanly(
  async () => {
    for (const tool of tools) stopGroup(tool);
    await stack?.stop();
    claim?.release();
  },
  { signalCode: 0, log },
);

// The compiler's command only starts the real one, which would live on.
function stopGroup(tool) {
  try {
    process.kill(-tool.pid, 'SIGTERM');
  } catch {
    // it ended by itself
  }
}

function runTool(command, args, { env = process.env, cwd = root } = {}) {
  // Detached, as the other children: Ctrl-C is ours to pass on.
  const tool = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  stack.services.guard.watch(tool);
  tools.push(tool);
}

// schema.graphql and the typed documents follow the resolvers and the pages. Stages whose inputs did not change are skipped.
function regenerateOnChange(folder) {
  let timer;
  const regenerate = () => buildAll({ log, only: GENERATED }).catch((error) => log(error.message));
  watch(folder, { recursive: true }, (_event, file) => {
    if (!file || /(^|\/)gql\//.test(file) || !/\.(js|ts|tsx)$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(regenerate, SETTLE_MS);
  });
}

try {
  claim = claimDataDir(dataDir);
  const { ok } = await buildAll({ log });
  if (!ok) log('The build has errors (above). Starting all the same: saving a fix is picked up.');
  const port = await chooseHttpPort('127.0.0.1', log);
  const settings = { ALLOWED_ORIGINS: 'http://localhost:5173,http://127.0.0.1:5173' };
  // Packages compile one after the other: with --watch on the output, Node restarts once per package that changed.
  const nodeArgs = ['--watch', '--watch-preserve-output'];
  stack = await startStack({ dataDir, port, logLevel: 'info', log, nodeArgs, settings });
  claim.announce({ url: stack.apiUrl });
  // Naming the packages: on the solution file the watcher of TypeScript 7.0 never rebuilds.
  const packages = ['shared', 'api', 'worker'].map((name) => `packages/${name}`);
  runTool(bin('tsc'), ['-b', '-w', '--preserveWatchOutput', ...packages]);
  runTool(path.join(web, 'node_modules', '.bin', 'vite'), ['--host', '127.0.0.1', '--port', '5173', '--strictPort'], {
    cwd: web,
    env: { ...process.env, API_PORT: String(port) },
  });
  for (const folder of globSync(['packages/api/dist', 'packages/web/src'], { cwd: root }))
    regenerateOnChange(path.join(root, folder));
  log(`Pages with reload: http://localhost:5173    api: ${stack.apiUrl}    Ctrl-C stops everything.`);
  await end(1, await stack.failed);
} catch (error) {
  await end(1, error.message);
}
