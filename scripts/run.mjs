// Usage: node scripts/run.mjs <task> [arguments…]
// What every npm script calls. Runs on the machine's own Node (20.19 or newer) with npm alone: brings what is missing,
// then runs scripts/<task>.mjs on the Node that the project ships. Its own words go to stderr, stdout is the task's.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const [task, ...args] = process.argv.slice(2);
const log = (line) => console.error(`[set-up] ${line}`);
const fail = (line) => {
  log(line);
  process.exit(1);
};
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node ${process.version} is too old: 20.19 or newer is needed. Fix: https://nodejs.org/en/download`);

const { bin, root } = await import('./root.mjs');
const { provideNodePackages } = await import('./setup/node-packages.mjs');
const { provideSystemPackages } = await import('./setup/system-packages.mjs');
const { loadSettings } = await import('./setup/settings.mjs');
const { onOrphaned } = await import('./orphan.mjs');

const script = path.join(root, 'scripts', `${task}.mjs`);
if (!/^[a-z]+$/.test(task ?? '') || !existsSync(script))
  fail('Usage: node scripts/run.mjs <start|test|dev|check|build|bench|chaos|zoo>');
loadSettings(task);
const ready = [provideNodePackages({ log }), provideSystemPackages(task, { log })].every(Boolean);
if (!ready) fail('Cannot go on without what is missing above.');

const shipped = existsSync(bin('node')) ? bin('node') : process.execPath;
if (shipped === process.execPath && major < 24)
  fail(
    `npm has no Node for ${process.platform}-${process.arch}, so Node 24 or newer must be on PATH; this is ${process.version}.`,
  );
const child = spawn(shipped, ['--enable-source-maps', script, ...args], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
onOrphaned(() => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
