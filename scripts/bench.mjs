// `npm run bench -- <name> [options] --json`: one benchmark against a full stack of its own. Everything but the benchmark's
// own output goes to stderr, so that the last line of stdout is its JSON object.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildAll } from './build/build-all.mjs';
import { endCleanly } from './ending.mjs';
import { node, root } from './root.mjs';
import { admitAdmin } from './seed-demo.mjs';
import { startStack } from './stack.mjs';

const log = (line) => console.error(`[bench] ${line}`);
const [name, ...args] = process.argv.slice(2);
let stack;
const end = endCleanly(() => stack?.stop(), { log });

const { ok } = await buildAll({ log });
if (!ok) await end(1);
const folder = path.join(root, 'packages', 'worker', 'dist', 'bench');
const script = path.join(folder, `${name}.js`);
if (!/^[a-z][a-z-]*$/.test(name ?? '') || !existsSync(script)) {
  log(`Usage: npm run bench -- <name> [options]. No benchmark is named ${name ?? '(none)'}.`);
  await end(2);
}
try {
  log('Starting PostgreSQL, Redis, the api and a worker');
  stack = await startStack({ logLevel: 'error', log, print: (line) => process.stderr.write(line) });
  const { token } = await admitAdmin(stack);
  const env = { ...stack.env, DATABOARD_TOKEN: token };
  const child = spawn(node, ['--enable-source-maps', script, ...args], { env, stdio: 'inherit', detached: true });
  stack.services.guard.watch(child);
  await end(await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))));
} catch (error) {
  await end(1, error.message);
}
