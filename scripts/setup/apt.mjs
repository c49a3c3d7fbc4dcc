import { spawnSync } from 'node:child_process';
import { findOnPath } from './find-on-path.mjs';

/** The commands that run apt-get with the rights it needs, as a prefix; undefined when we have no way to get them. */
export function aptPrefix() {
  if (process.platform !== 'linux' || !findOnPath('apt-get')) return undefined;
  if (process.getuid() === 0) return [];
  if (!findOnPath('sudo')) return undefined;
  if (spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0) return ['sudo', '-n'];
  return process.stdin.isTTY && process.stderr.isTTY ? ['sudo'] : undefined;
}

// `env` inside, because sudo drops our environment. The lock belongs to unattended upgrades for minutes on a fresh machine.
const APT = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=300'];

function apt(prefix, args) {
  const [command, ...rest] = [...prefix, ...APT, ...args];
  return spawnSync(command, rest, { stdio: ['inherit', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** Fetches the lists of packages. A third party's broken source must not stop us; what we need is looked at next. */
export const aptUpdate = (prefix) => void apt(prefix, ['update']);

/** Installs Debian packages, all or none of them. Returns undefined, or what apt-get said when it failed. */
export function aptInstall(prefix, packages) {
  const done = apt(prefix, ['install', '--yes', '--no-install-recommends', ...packages]);
  if (done.status === 0) return undefined;
  return (done.error?.message ?? `${done.stdout}\n${done.stderr}`).trim().split('\n').slice(-8).join('\n');
}
