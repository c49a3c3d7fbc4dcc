import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

// A plain user's PATH often leaves out the folders where Debian puts servers.
const ALSO = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The full path of a command on this machine, undefined when there is none. */
export function findOnPath(name) {
  for (const folder of [...(process.env.PATH ?? '').split(path.delimiter), ...ALSO]) {
    const candidate = path.join(folder || '.', name);
    try {
      accessSync(candidate, constants.X_OK);
      if (statSync(candidate).isFile()) return candidate;
    } catch {
      // not in this folder
    }
  }
  return undefined;
}
