import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of this checkout. */
export const root = path.resolve(import.meta.dirname, '..');

/** A command that the workspace's own dependencies bring. */
export const bin = (name) => path.join(root, 'node_modules', '.bin', name);

/** The Node that the project ships through npm; where npm has none for this platform, the one that runs this script. */
export const node = existsSync(bin('node')) ? bin('node') : process.execPath;
