import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { FileTree } from '@databoard/shared/artifacts/file-tree';
import { type Entry, open, type ZipFile } from 'yauzl';
import { BadKitContents } from './bad-kit-contents.js';
import type { ImportLimits } from './import-limits.js';
import { commonFolder, isIgnoredPath, KitPaths } from './kit-paths.js';

export interface ExpandDeps {
  store: ArtifactStore;
  /** A folder of its own for files on their way. */
  scratch: string;
  limits: ImportLimits;
  signal: AbortSignal;
  onFile(bytes: number): void;
}

/**
 * Puts the files of a zip into the store, one after the other, and answers with their tree. Everything that the zip says of
 * itself is judged before the first byte is unpacked, and what it unpacks to must be what it said. Throws `BadKitContents`.
 */
export async function expandZip(file: string, deps: ExpandDeps): Promise<FileTree> {
  const { limits, signal } = deps;
  const zip = await opened(file);
  try {
    if (zip.entryCount > 2 * limits.files) throw new BadKitContents(`The zip has more than ${limits.files} files.`);
    const entries = await filesOf(zip, limits, signal);
    judgeSizes(entries, (await stat(file)).size, limits);
    const top = commonFolder(entries.map(({ fileName }) => fileName));
    const paths = new KitPaths();
    for (const { fileName } of entries) paths.add(fileName.slice(top.length));
    const tree: FileTree = [];
    for (const entry of entries) {
      signal.throwIfAborted();
      const digest = await storeEntry(zip, entry, deps);
      tree.push({ path: entry.fileName.slice(top.length), digest, bytes: entry.uncompressedSize });
      deps.onFile(entry.uncompressedSize);
    }
    return tree;
  } finally {
    zip.close();
  }
}

const opened = (file: string): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, decodeStrings: true };
    open(file, options, (error, zip) => (error ? reject(unreadable(error)) : resolve(zip)));
  });

/** The entries that are files of the kit, as the directory at the zip's end lists them. */
function filesOf(zip: ZipFile, limits: ImportLimits, signal: AbortSignal): Promise<Entry[]> {
  const found: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(unreadable(error)));
    zip.on('end', () => resolve(found));
    zip.on('entry', (entry: Entry) => {
      try {
        signal.throwIfAborted();
        if (isFile(entry)) found.push(entry);
        if (found.length > limits.files) throw new BadKitContents(`The zip has more than ${limits.files} files.`);
      } catch (error) {
        reject(error);
        return;
      }
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** Whether an entry is a file of the kit; throws for what is neither that nor a folder. */
function isFile(entry: Entry): boolean {
  const { fileName, compressionMethod } = entry;
  if (isIgnoredPath(fileName)) return false;
  const shown = `“${fileName.slice(0, 200)}”`;
  // The upper half is a Unix mode where the zip was made on such a system; 0 elsewhere.
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (kind === 0o120000) throw new BadKitContents(`${shown} is a symbolic link; put the file itself into the zip.`);
  if (kind !== 0 && kind !== 0o100000 && kind !== 0o040000) {
    throw new BadKitContents(`${shown} is neither a file nor a folder.`);
  }
  if (fileName.endsWith('/')) return false;
  if (entry.isEncrypted()) throw new BadKitContents(`${shown} is encrypted.`);
  if (compressionMethod !== 0 && compressionMethod !== 8) {
    throw new BadKitContents(`${shown} is packed in a way that is not supported; use the usual one (deflate).`);
  }
  return true;
}

function judgeSizes(entries: readonly Entry[], zipBytes: number, limits: ImportLimits): void {
  let bytes = 0;
  for (const { fileName, uncompressedSize } of entries) {
    bytes += uncompressedSize;
    if (uncompressedSize > limits.fileBytes) {
      throw new BadKitContents(`“${fileName.slice(0, 200)}” has more than ${mebibytes(limits.fileBytes)}.`);
    }
    if (bytes > limits.bytes) throw new BadKitContents(`All files together have more than ${mebibytes(limits.bytes)}.`);
  }
  if (bytes > limits.ratioFreeBytes && bytes > limits.ratio * zipBytes) {
    throw new BadKitContents(`The zip unpacks to more than ${limits.ratio} times its size.`);
  }
}

async function storeEntry(zip: ZipFile, entry: Entry, { store, scratch, signal }: ExpandDeps): Promise<string> {
  const file = path.join(scratch, 'entry');
  const hash = createHash('sha256');
  let sum = 0;
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(unreadable(error)) : resolve(opened)));
  });
  const checked = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (sum !== entry.crc32) throw new BadKitContents(`“${entry.fileName.slice(0, 200)}” is damaged in the zip.`);
  };
  await pipeline(stream, checked, createWriteStream(file, { mode: 0o600 }), { signal }).catch(
    async (error: unknown) => {
      await rm(file, { force: true });
      // What the zip gives is its author's fault, what the disk does not take is ours.
      const isOurs = signal.aborted || (error instanceof Error && 'syscall' in error);
      throw isOurs || error instanceof BadKitContents ? error : unreadable(error);
    },
  );
  const digest = hash.digest('hex');
  await store.adopt(file, digest);
  return digest;
}

const unreadable = (error: unknown): BadKitContents =>
  new BadKitContents(`The zip cannot be read: ${error instanceof Error ? error.message.slice(0, 300) : 'unknown'}.`);

const mebibytes = (bytes: number): string => `${Math.floor(bytes / 1_048_576)} MiB`;
