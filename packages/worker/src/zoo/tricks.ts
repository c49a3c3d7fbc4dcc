import { readdirSync } from 'node:fs';
import path from 'node:path';

/** One hostile or broken submission: a folder under `zoo/<expected outcome>/`. */
export interface Trick {
  name: string;
  /** `scored`, or the reason why it must fail, in small letters with hyphens. */
  expected: string;
  folder: string;
}

/** The zoo's folder, with its kits and what the thieves share. */
export const zooFolder = path.resolve(import.meta.dirname, '..', '..', 'zoo');

const notOutcomes = new Set(['kit', 'leaky-kit']);
const foldersIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && !entry.name.startsWith('_') ? [entry.name] : [],
  );

/** All tricks, by expected outcome and name. */
export function allTricks(): Trick[] {
  return foldersIn(zooFolder)
    .filter((name) => !notOutcomes.has(name))
    .flatMap((expected) =>
      foldersIn(path.join(zooFolder, expected)).map((name) => ({
        name,
        expected,
        folder: path.join(zooFolder, expected, name),
      })),
    )
    .toSorted((a, b) => (`${a.expected}/${a.name}` < `${b.expected}/${b.name}` ? -1 : 1));
}
