import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/root.mjs';
import { findPython } from '../scripts/setup/python.mjs';
import { CONFORMANCE_KITS, RAMP_WORKFLOW } from './conformance-kits.mjs';

/** The kits in a folder, by name. */
export const kitNames = (folder) =>
  readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'problem.py')))
    .sort();

/** What the table says about a kit; the commit may stand in the folder's name. */
export function kitEntry(name) {
  const entry = CONFORMANCE_KITS[name] ?? {};
  const commit = name.startsWith('rampwf-tests-') ? RAMP_WORKFLOW : name.split('@')[1];
  return { ...entry, commit: commit ?? entry.commit };
}

/** Copies a kit into `target` with the files and options that the table adds; answers with the copy's folder. */
export function prepareKit(folder, name, target) {
  const copy = path.join(target, name);
  const { files = {}, make, options } = kitEntry(name);
  rmSync(copy, { recursive: true, force: true });
  cpSync(path.join(folder, name), copy, { recursive: true, filter: (source) => path.basename(source) !== '.git' });
  for (const [to, from] of Object.entries(files)) {
    const source = from.startsWith('./') ? path.join(copy, from) : path.join(folder, from);
    cpSync(source, path.join(copy, to), { recursive: true });
  }
  if (make) execFileSync(findPython() ?? 'python3', [path.join(root, 'e2e', make), copy]);
  if (options) writeFileSync(path.join(copy, 'databoard.json'), `${JSON.stringify(options)}\n`);
  return copy;
}

/** The kit's sample submissions by name, with the files that its workflow asks for, and the names of the others. */
export function sampleSubmissions(kit, elements) {
  const parent = path.join(kit, 'submissions');
  if (!existsSync(parent)) return [];
  const names = readdirSync(parent, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !/^([._]|training_output$)/.test(entry.name),
  );
  const wanted = new Set(elements.map(({ fileName }) => fileName));
  return names
    .map(({ name }) => {
      const present = readdirSync(path.join(parent, name)).sort();
      const files = present
        .filter((file) => wanted.has(file))
        .map((file) => ({ path: file, content: readFileSync(path.join(parent, name, file), 'utf8') }));
      return { name, files, leftOut: present.filter((file) => !wanted.has(file) && !file.startsWith('__')) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
