import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bin, root } from '../root.mjs';

const STAMP = path.join(root, 'node_modules', '.databoard-installed');

function fingerprint() {
  const manifests = readdirSync(path.join(root, 'packages')).map((name) => path.join('packages', name, 'package.json'));
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests].sort()) {
    const full = path.join(root, file);
    if (existsSync(full)) hash.update(file).update(readFileSync(full));
  }
  return hash.digest('hex');
}

/** Installs the Node packages of the lockfile when they are missing or outdated. False when that fails. */
export function provideNodePackages({ log }) {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return true;
  const { pnpm } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).devDependencies;
  log('Installing Node packages with pnpm (half a minute the first time)');
  const own =
    existsSync(bin('pnpm')) && spawnSync(bin('pnpm'), ['--version'], { encoding: 'utf8' }).stdout?.trim() === pnpm;
  const [command, args] = own ? [bin('pnpm'), []] : ['npx', ['--yes', `pnpm@${pnpm}`]];
  // Its chatter goes to stderr: stdout belongs to the task.
  const done = spawnSync(command, [...args, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (done.status !== 0) {
    log(`pnpm could not install the Node packages:\n${done.error?.message ?? `${done.stdout}\n${done.stderr}`.trim()}`);
    return false;
  }
  writeFileSync(STAMP, wanted);
  return true;
}
