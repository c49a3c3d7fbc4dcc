import { findOnPath } from './find-on-path.mjs';

/** The `ip` command, for network namespaces that stand for hosts. */
export const networkNamespaces = {
  name: 'ip (iproute2)',
  needed: true,
  isMissing: () => process.platform === 'linux' && process.getuid?.() === 0 && !findOnPath('ip'),
  packages: ['iproute2'],
  fix: { linux: 'install iproute2' },
  without: 'several hosts cannot be played on one machine',
};
