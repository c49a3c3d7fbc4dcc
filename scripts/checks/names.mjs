import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';
import { pythonFiles, sourceFiles } from './source-files.mjs';

const VAGUE = /^(utils?|helpers?|common|misc|types?|index)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
const LONGEST = 500;
const TOOL_WANTS_DEFAULT = /(^|\/)(vite\.config|codegen|[a-z]+\.config)\.ts$|(^|\/)mocha-reporter\.mjs$/;

function problemsOf({ file, text, exports }) {
  const stem = path.basename(file).replace(/\.(ts|tsx|mjs)$/, '');
  const found = [];
  if (VAGUE.test(stem)) found.push(`${file}: name the file after its one main export, not "${stem}"`);
  if (!file.startsWith('packages/web/') && !KEBAB.test(stem) && !file.includes('/migrations/'))
    found.push(`${file}: file names are kebab-case with a role suffix (apply-report.ts, event.policy.ts)`);
  if (exports.includes('default') && !TOOL_WANTS_DEFAULT.test(file))
    found.push(`${file}: use a named export, no default`);
  return [...found, ...tooLong(file, text)];
}

function tooLong(file, text) {
  const lines = text.trimEnd().split('\n').length;
  return lines > LONGEST ? [`${file}: ${lines} lines; split it at the latest at ${LONGEST}`] : [];
}

/** Files whose name tells nothing or whose length hides something. */
export function checkNames(folder = root) {
  const python = pythonFiles(folder).flatMap((file) => tooLong(file, readFileSync(path.join(folder, file), 'utf8')));
  return [...sourceFiles(folder).flatMap(problemsOf), ...python];
}
