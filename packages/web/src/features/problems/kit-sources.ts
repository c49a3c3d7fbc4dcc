/** A file of a chosen folder, with its path inside. */
export interface FolderFile {
  path: string;
  file: File;
}

/** What somebody has chosen to publish. */
export type KitSource =
  | { kind: 'folder'; name: string; files: FolderFile[] }
  | { kind: 'zip'; name: string; file: File }
  | { kind: 'git'; url: string; ref: string; subfolder: string };

// What tools leave behind; the command line leaves out the same.
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

/** The files of a folder as a browser hands them over: each path begins with the folder's own name, which is taken off. */
export function folderOf(chosen: Iterable<File>): { name: string; files: FolderFile[] } {
  let name = '';
  const files: FolderFile[] = [];
  for (const file of chosen) {
    const [folder = '', ...inside] = (file.webkitRelativePath || file.name).split('/');
    if (inside.length > 0) name = folder;
    const path = inside.length > 0 ? inside.join('/') : folder;
    if (path.split('/').some((part) => ignoredNames.has(part) || part.endsWith('.pyc'))) continue;
    files.push({ path, file });
  }
  return { name, files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** The problem's name that a folder, a zip or a repository suggests: lower case, everything unusual a dash. */
export const suggestedName = (source: string): string =>
  (source.replace(/\/+$/, '').split('/').at(-1) ?? '')
    .replace(/\.(zip|git)$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replaceAll(/^[-_]+|-+$/g, '')
    .slice(0, 63);
