// `npm run bench -- <name> [options] --json`: one benchmark against a full stack of its own. Everything but the benchmark's
// own output goes to stderr, so that the last line of stdout is its JSON object.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildAll } from './build/build-all.mjs';
import { endCleanly } from './ending.mjs';
import { node, root } from './root.mjs';
import { admitAdmin } from './seed-demo.mjs';
import { startStack } from './stack.mjs';

const log = (line) => console.error(`[bench] ${line}`);
const [name, ...args] = process.argv.slice(2);
// The stack's own, so that what it leaves behind can be counted.
const temporary = mkdtempSync(path.join(tmpdir(), 'dbench-'));
let stack;
const end = endCleanly(
  async () => {
    await stack?.stop();
    rmSync(temporary, { recursive: true, force: true });
  },
  { log },
);

/** A benchmark that is a client and nothing else: a process of its own, which may ask for a restart of the worker. */
function runClient(script, token) {
  const env = { ...stack.env, DATABOARD_TOKEN: token };
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(node, ['--enable-source-maps', script, ...args], { env, stdio, detached: true });
  stack.services.guard.watch(child);
  child.on('message', ({ restart }) => {
    const answer = (error) => child.connected && child.send({ restarted: restart, error: error?.message });
    if (restart === 'worker') stack.restart(restart).then(() => answer(), answer);
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

/** A benchmark that looks at the stack's processes and database too. */
async function runInside(script, token) {
  const { run } = await import(script);
  const result = await run({ stack, token, args, temporary, log: args.includes('--json') ? () => {} : log });
  console.log(JSON.stringify({ bench: name, ...result }));
  return 0;
}

const { ok } = await buildAll({ log });
if (!ok) await end(1);
const client = path.join(root, 'packages', 'worker', 'dist', 'bench', `${name}.js`);
const inside = path.join(root, 'e2e', 'bench', `${name}.mjs`);
if (!/^[a-z][a-z-]*$/.test(name ?? '') || !(existsSync(client) || existsSync(inside))) {
  log(`Usage: npm run bench -- <name> [options]. No benchmark is named ${name ?? '(none)'}.`);
  await end(2);
}
try {
  log('Starting PostgreSQL, Redis, the api and a worker');
  // A benchmark brings many participants from one address, and waits for what the processes say when they are at work.
  const settings = { LOG_LEVEL: 'info', SIGN_UPS_PER_HOUR: '1000000', TMPDIR: temporary };
  stack = await startStack({ logLevel: 'error', log, settings, print: (line) => process.stderr.write(line) });
  stack.services.guard.removeFolder(temporary);
  const { token } = await admitAdmin(stack);
  await end(await (existsSync(client) ? runClient(client, token) : runInside(inside, token)));
} catch (error) {
  await end(1, error.stack);
}
