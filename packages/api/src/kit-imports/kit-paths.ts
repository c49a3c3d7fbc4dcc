import { treePath } from '@databoard/shared/artifacts/file-tree';
import { BadKitContents } from './bad-kit-contents.js';

// What tools and systems leave behind. Nothing else is left out: a kit may read any file it ships.
const ignoredNames = new Set([
  '.git',
  '__MACOSX',
  '__pycache__',
  '.ipynb_checkpoints',
  '.pytest_cache',
  '.DS_Store',
  'Thumbs.db',
  'training_output',
  'node_modules',
]);
// Windows opens these whatever folder or extension they have.
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/** Whether a path leads through something that is no part of any kit. */
export const isIgnoredPath = (path: string): boolean =>
  path.split('/').some((name) => ignoredNames.has(name) || name.endsWith('.pyc'));

/** Holds the paths of one kit to the rules; one instance per kit, because paths must differ from each other. */
export class KitPaths {
  private readonly files = new Map<string, string>();
  private readonly folders = new Map<string, string>();

  /** Throws `BadKitContents` for a path that could leave the kit, cannot be everywhere, or is there already. */
  add(path: string): void {
    const shown = `“${path.slice(0, 200)}”`;
    if (!treePath.safeParse(path).success) throw new BadKitContents(`${shown} is not a plain path inside the kit.`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    if (/[\u0000-\u001f\u007f]/.test(path)) throw new BadKitContents(`${shown} has control characters in its name.`);
    const names = path.split('/');
    if (names.some((name) => deviceName.test(name))) {
      throw new BadKitContents(`${shown} has the name of a device on some systems.`);
    }
    // Names that some systems take for the same: by case, and by how accents are written.
    const key = path.normalize('NFC').toLowerCase();
    const other = this.files.get(key) ?? this.folders.get(key);
    if (other !== undefined) throw new BadKitContents(`${shown} and “${other.slice(0, 200)}” have the same name.`);
    for (let length = 1; length < names.length; length++) {
      const folder = names.slice(0, length).join('/');
      const folderKey = folder.normalize('NFC').toLowerCase();
      const file = this.files.get(folderKey);
      if (file !== undefined) throw new BadKitContents(`“${file.slice(0, 200)}” is a file and a folder.`);
      const known = this.folders.get(folderKey) ?? folder;
      if (known !== folder) throw new BadKitContents(`${shown} and the folder “${known}” differ by case only.`);
      this.folders.set(folderKey, folder);
    }
    this.files.set(key, path);
  }
}

/** The folder that all paths lie in, with its slash, or nothing. A folder of data is part of its kit, not around it. */
export function commonFolder(paths: readonly string[]): string {
  const [first = ''] = paths;
  const folder = first.slice(0, first.indexOf('/') + 1);
  return folder !== '' && folder !== 'data/' && paths.every((path) => path.startsWith(folder)) ? folder : '';
}
