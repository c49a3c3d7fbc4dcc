import path from 'node:path';
import type { Mount } from './sandbox.js';

/** Where host folders appear whose own place is taken inside: by file systems of the sandbox, by kits, by the fold itself. */
const elsewhere = '/databoard/host';
const taken = [
  ...['/dev', '/proc', '/tmp', '/databoard', '/kit', '/problem'],
  ...['/features', '/sock', '/fold', '/submission', '/cgroup'],
];

/** Whether `file` is `folder` or lies below it; both absolute. */
export const isInside = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

/** The path inside of a file or folder of the host: the same, unless something else is there. */
export const insideOf = (host: string): string =>
  taken.some((folder) => isInside(host, folder)) ? elsewhere + host : host;

/** A folder or file of the host where programs expect it, read-only. */
export const shown = (host: string): Mount => ({ host, inside: insideOf(host), writable: false });

/**
 * bubblewrap's arguments for mounts, in their order. The folders above them are made by hand, because bubblewrap would
 * make them unreadable for anyone but their owner, and programs import after they have become another user.
 */
export function mountArguments(mounts: readonly Mount[]): string[] {
  const made = new Set<string>();
  return mounts.flatMap(({ host, inside, writable }) => {
    const above = foldersAbove(inside).filter((folder) => !made.has(folder));
    for (const folder of above) made.add(folder);
    return [
      ...above.flatMap((folder) => ['--perms', '0755', '--dir', folder]),
      ...[writable ? '--bind' : '--ro-bind', host, inside],
    ];
  });
}

function foldersAbove(file: string): string[] {
  const parent = path.posix.dirname(file);
  return parent === '/' ? [] : [...foldersAbove(parent), parent];
}
