import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';
import { sourceFile } from './source-files.mjs';

const PAGE = 'docs/walk.md';
const LINK = /\[(`?)([^\]`]+)\1\]\(([^)\s]+)\)/g;
const NAME = /^[A-Za-z_$][\w$]*$/;

// Only a link whose text is one bare name in backticks promises an export; others are links to files.
function problemOf([, tick, text, target], folder) {
  if (/^(https?:|#|mailto:)/.test(target)) return undefined;
  const file = path.posix.join(path.posix.dirname(PAGE), target.split('#')[0]);
  const full = path.join(folder, file);
  if (!existsSync(full)) return `links to ${file}, which is gone`;
  if (!tick || !NAME.test(text)) return undefined;
  if (/\.(ts|tsx|mjs)$/.test(file) && !sourceFile(file, folder).exports.includes(text))
    return `names ${text}, which ${file} does not export`;
  if (
    file.endsWith('.py') &&
    !new RegExp(`^(def|class|async def) ${text}\\b|^${text}\\b.*=`, 'm').test(readFileSync(full, 'utf8'))
  )
    return `names ${text}, which ${file} does not define`;
  return undefined;
}

/** Links of docs/walk.md that lead to no file, and names in it that are no longer exported. */
export function checkWalk(folder = root) {
  if (!existsSync(path.join(folder, PAGE))) return [`${PAGE} is missing`];
  const lines = readFileSync(path.join(folder, PAGE), 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    [...line.matchAll(LINK)]
      .flatMap((link) => problemOf(link, folder) ?? [])
      .map((problem) => `${PAGE}:${index + 1} ${problem}`),
  );
}
