import { spawnSync } from 'node:child_process';
import { findOnPath } from './find-on-path.mjs';

const NAMESPACES = ['--unshare-user', '--unshare-pid', '--unshare-net', '--unshare-ipc', '--ro-bind', '/', '/', 'true'];

// Somebody who develops on a system without bubblewrap may choose to go without; the worker says loudly what that means.
const runsUnsafe = () => process.env.ISOLATION === 'unsafe';

/** What keeps participants' code apart from the machine and from each other. */
export const bubblewrap = {
  name: 'bubblewrap',
  needed: true,
  isMissing: () => !runsUnsafe() && !findOnPath('bwrap'),
  packages: ['bubblewrap'],
  fix: {
    linux: 'install bubblewrap',
    darwin:
      'none on macOS: isolation needs Linux, so use a Linux machine, VM or container (Debian 12 is the tested one)',
  },
  without: "participants' code cannot be kept apart, so nothing may run",
};

/** Why bubblewrap cannot make namespaces on this machine, with the way out; undefined when it can. */
export function bubblewrapTrouble() {
  if (runsUnsafe()) return undefined;
  const tried = spawnSync(findOnPath('bwrap'), NAMESPACES, { encoding: 'utf8' });
  if (tried.status === 0) return undefined;
  const said = (tried.error?.message ?? tried.stderr).trim().split('\n').at(-1);
  return (
    `bubblewrap is installed, but this system does not let it make namespaces (${said}).\n` +
    '    Ubuntu 24.04: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0\n' +
    '    older Debian: sudo sysctl -w kernel.unprivileged_userns_clone=1\n' +
    '    in Docker:    docker run --security-opt seccomp=unconfined --security-opt systempaths=unconfined …'
  );
}
