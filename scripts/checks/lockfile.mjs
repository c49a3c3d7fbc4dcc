import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';

/** Lines of the lockfile that tie an installation to one host. */
export function checkLockfile(folder = root) {
  return readFileSync(path.join(folder, 'pnpm-lock.yaml'), 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      /https?:\/\//.test(line)
        ? [`pnpm-lock.yaml:${index + 1} names a host: ${line.trim()}; packages come from npm by name`]
        : [],
    );
}
