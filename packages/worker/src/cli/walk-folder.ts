import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileTree } from '@databoard/shared/artifacts/file-tree';
import { artifactBytesMax } from '@databoard/shared/limits';
import { CommandFailed, type ExitCode } from './exit-code.js';

/** A file of a folder: its path inside, where its bytes are, and their digest. */
export interface LocalFile {
  path: string;
  file: string;
  bytes: number;
  digest: string;
}

// What tools leave behind. Nothing else is left out: a kit may read any file it ships.
const ignoredNames = new Set([
  '.git',
  '__pycache__',
  '.ipynb_checkpoints',
  '.pytest_cache',
  '.DS_Store',
  'training_output',
  'node_modules',
]);
const isIgnored = (name: string) => ignoredNames.has(name) || name.endsWith('.pyc');

/** One less than 2 GiB, because sizes travel as 32-bit integers. */
const fileBytesMax = artifactBytesMax - 1;

/**
 * Lists and hashes a folder's files, sorted by path. Symbolic links are followed inside the folder only; what cannot be
 * sent (links that leave, files too large, too many files) fails with every offender named.
 */
export async function walkFolder(
  folder: string,
  codeOnFailure: ExitCode,
  maximum = fileBytesMax,
): Promise<LocalFile[]> {
  const root = await realpath(folder).catch(() => null);
  if (root === null || !(await stat(root)).isDirectory())
    throw new CommandFailed(`${folder} is no folder.`, codeOnFailure);
  const found: Omit<LocalFile, 'digest'>[] = [];
  const faults: string[] = [];
  await collect({ root, found, faults, maximum }, root, '', [root]);
  if (faults.length > 0) throw new CommandFailed(`${folder} cannot be sent:\n  ${faults.join('\n  ')}`, codeOnFailure);

  const files: LocalFile[] = [];
  for (const file of found.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    files.push({ ...file, digest: await sha256OfFile(file.file) });
  }
  const checked = fileTree.safeParse(files);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const at = typeof issue?.path[0] === 'number' ? `${files[issue.path[0]]?.path}: ` : '';
    throw new CommandFailed(`${folder} cannot be sent: ${at}${issue?.message}`, codeOnFailure);
  }
  return files;
}

interface Walk {
  root: string;
  found: Omit<LocalFile, 'digest'>[];
  faults: string[];
  maximum: number;
}

async function collect(walk: Walk, folder: string, prefix: string, above: readonly string[]): Promise<void> {
  for (const { name } of await readdir(folder, { withFileTypes: true })) {
    if (isIgnored(name)) continue;
    const treePath = `${prefix}${name}`;
    const target = await realpath(path.join(folder, name)).catch(() => null);
    if (target === null) {
      walk.faults.push(`${treePath}: a symbolic link that leads nowhere`);
      continue;
    }
    const info = await stat(target);
    if (!`${target}${path.sep}`.startsWith(`${walk.root}${path.sep}`)) {
      walk.faults.push(`${treePath}: a symbolic link that leaves the folder`);
    } else if (info.isDirectory()) {
      if (above.includes(target)) walk.faults.push(`${treePath}: a symbolic link to a folder that contains it`);
      else await collect(walk, target, `${treePath}/`, [...above, target]);
    } else if (!info.isFile()) {
      walk.faults.push(`${treePath}: neither a file nor a folder`);
    } else if (info.size > walk.maximum) {
      walk.faults.push(`${treePath}: ${info.size} bytes, at most ${walk.maximum} can be sent`);
    } else {
      walk.found.push({ path: treePath, file: target, bytes: info.size });
    }
  }
}

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
