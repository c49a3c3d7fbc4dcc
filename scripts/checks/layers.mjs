import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';
import { sourceFiles } from './source-files.mjs';
import { ZONES } from './zones.mjs';

// './x.js' is x.ts or x.tsx in the source; '@databoard/shared/y' is packages/shared/src/y.ts.
function resolve(specifier, file, folder) {
  const ours = /^@databoard\/([^/]+)(?:\/(.*))?$/.exec(specifier);
  if (!ours && !specifier.startsWith('.')) {
    const [scope, name] = specifier.split('/');
    return scope.startsWith('@') ? `${scope}/${name}` : scope;
  }
  const target = ours
    ? `packages/${ours[1]}/src/${(ours[2] ?? '').replace(/^(\.\/)?dist\//, '')}`
    : path.posix.join(path.posix.dirname(file), specifier).replace(/^(packages\/[^/]+)\/dist\//, '$1/src/');
  const stem = target.replace(/\.jsx?$/, '');
  const ending = ['.ts', '.tsx', ''].find((candidate) => existsSync(path.join(folder, stem + candidate)));
  return stem + (ending ?? '.ts');
}

/** The imports that go the wrong way, each with the door to use instead. */
export function checkLayers(folder = root) {
  return sourceFiles(folder).flatMap(({ file, imports }) => {
    const zones = ZONES.filter((zone) => zone.applies(file));
    return imports.flatMap(({ specifier, line, isTypeOnly }) => {
      const target = resolve(specifier, file, folder);
      const broken = zones.filter((zone) => zone.forbids(target, file, isTypeOnly));
      return broken.map((zone) => `${file}:${line} imports ${specifier}: ${zone.door}.`);
    });
  });
}
