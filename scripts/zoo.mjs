// `npm run zoo -- --json`: hostile submissions through the real sandbox, one JSON line per trick on stdout.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildAll } from './build/build-all.mjs';
import { endCleanly } from './ending.mjs';
import { node, root } from './root.mjs';
import { startGuard } from './services/guard.mjs';
import { findPython } from './setup/python.mjs';

const log = (line) => console.error(`[zoo] ${line}`);
const guard = startGuard();
const end = endCleanly(() => guard.release());

const { ok } = await buildAll({ log });
if (!ok) await end(1);
const script = path.join(root, 'packages', 'worker', 'dist', 'zoo', 'main.js');
const env = { ...process.env, PYTHON: findPython() ?? 'python3' };
const child = spawn(node, ['--enable-source-maps', script, ...process.argv.slice(2)], {
  env,
  stdio: 'inherit',
  detached: true,
});
guard.watch(child);
await end(await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1))));
