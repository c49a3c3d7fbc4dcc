import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { submissionBytesMax, submissionNamePattern } from '@databoard/shared/limits';
import { CommandFailed, exitCode } from '../exit-code.js';

/** One file of a submission: its name there, and its text. */
export interface SourceFile {
  path: string;
  content: string;
}

/** The files to send, and those of the folder that are none of the workflow's. */
export interface FoundFiles {
  files: SourceFile[];
  leftOut: string[];
}

/**
 * Reads what is submitted: of folders the files that the workflow asks for, of files each one by its own name. What is
 * not there at all, or no text, ends the command; the rest is for the platform's look.
 */
export async function readSubmissionFiles(
  paths: readonly string[],
  elements: readonly { fileName: string }[],
): Promise<FoundFiles> {
  const wanted = new Set(elements.map(({ fileName }) => fileName));
  const found = new Map<string, string>();
  const leftOut: string[] = [];
  for (const given of paths) {
    const info = await stat(given).catch(() => null);
    if (info === null) throw new CommandFailed(`There is no ${given}.`, exitCode.usage);
    const isFolder = info.isDirectory();
    const names = isFolder ? (await readdir(given)).toSorted() : [path.basename(given)];
    for (const name of names) {
      const file = isFolder ? path.join(given, name) : given;
      if (isFolder && !wanted.has(name)) {
        leftOut.push(name);
        continue;
      }
      const before = found.get(name);
      if (before !== undefined) throw new CommandFailed(`${before} and ${file} are both ${name}.`, exitCode.usage);
      found.set(name, file);
    }
  }
  const files: SourceFile[] = [];
  let bytes = 0;
  for (const [name, file] of [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    bytes += (await stat(file)).size;
    // More would only be sent to be refused.
    if (bytes > submissionBytesMax)
      throw new CommandFailed(`${file}: all files together have more than ${submissionBytesMax / 1024} KiB.`);
    files.push({ path: name, content: await readText(file) });
  }
  if (files.length === 0) {
    const names = [...wanted].join(', ');
    throw new CommandFailed(
      `${paths.join(', ')} holds nothing to submit: this problem asks for ${names}.`,
      exitCode.usage,
    );
  }
  return { files, leftOut };
}

/** What the same files always have and others never: for names and keys. */
export function digestOfFiles(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const { path: name, content } of files) hash.update(JSON.stringify([name, content]));
  return hash.digest('hex');
}

const digestLetters = 8;
const nameLengthMax = 40;

/** A name for who gave none: the folder's (or the file's) and the beginning of the digest, `forest-3f9a12c4`. */
export function suggestName(given: string, digest: string): string {
  const base = path
    .basename(path.resolve(given))
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '-')
    .slice(0, nameLengthMax - digestLetters - 1);
  const name = `${base || 'code'}-${digest.slice(0, digestLetters)}`;
  if (!submissionNamePattern.test(name)) throw new Error(`${name} should be a name.`);
  return name;
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailed(`${file} cannot be read: ${error.code ?? error.message}.`, exitCode.usage);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CommandFailed(`${file} is not UTF-8 text; only text can be submitted.`);
  }
}
