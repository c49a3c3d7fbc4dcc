#!/usr/bin/env node
// Runs the command line on the Node that the workspace ships, so that a machine whose own Node is older works too.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';

const worker = path.resolve(import.meta.dirname, '..');
const root = path.resolve(worker, '..', '..');
const shipped = path.join(root, 'node_modules', '.bin', 'node');
const entry = path.join(worker, 'dist', 'cli', 'main.js');

if (!existsSync(entry)) {
  console.error('databoard is not built yet. Run `npm start`, `npm test` or `npm run build` in the repository once.');
  process.exit(1);
}
const node = existsSync(shipped) ? shipped : process.execPath;
const child = spawn(node, ['--enable-source-maps', entry, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// As shells count it: 130 for Ctrl-C.
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
