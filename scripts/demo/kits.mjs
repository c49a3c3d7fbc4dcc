import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';

const folders = (parent) =>
  readdirSync(parent)
    .filter((name) => statSync(path.join(parent, name)).isDirectory() && !/^[._]/.test(name))
    .sort();

/** The example kits: name, folder, and their sample submissions with the files as the platform takes them. */
export function demoKits(parent = path.join(root, 'kits')) {
  return folders(parent)
    .map((name) => ({ name, folder: path.join(parent, name) }))
    .filter(({ folder }) => existsSync(path.join(folder, 'problem.py')))
    .map((kit) => ({ ...kit, samples: samplesOf(path.join(kit.folder, 'submissions')) }));
}

function samplesOf(parent) {
  return folders(parent).map((name) => {
    const folder = path.join(parent, name);
    const paths = globSync('**/*', { cwd: folder }).filter((file) => statSync(path.join(folder, file)).isFile());
    const wanted = paths.filter((file) => !/(^|\/)(__pycache__|training_output|\.)/.test(file)).sort();
    return {
      name,
      files: wanted.map((file) => ({ path: file, content: readFileSync(path.join(folder, file), 'utf8') })),
    };
  });
}
