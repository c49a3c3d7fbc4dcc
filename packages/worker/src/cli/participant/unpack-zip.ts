import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { treePath } from '@databoard/shared/artifacts/file-tree';
import { type Entry, open, type ZipFile } from 'yauzl';
import { CommandFailed } from '../exit-code.js';
import { printable } from './printable.js';

/** How much may be unpacked. */
export interface UnpackLimits {
  filesMax: number;
  bytesMax: number;
}

/**
 * Writes the files of a zip, whose one folder at the top is left out, into a new folder; answers how many. All names and
 * sizes are judged before the first byte: nothing is written outside, nothing but plain files, and no more than allowed.
 */
export async function unpackZip(file: string, folder: string, limits: UnpackLimits): Promise<number> {
  const zip = await opened(file);
  try {
    const entries = await filesOf(zip, limits.filesMax);
    judge(entries, limits);
    await mkdir(folder);
    for (const entry of entries) await writeEntry(zip, entry, path.join(folder, innerPath(entry)));
    return entries.length;
  } finally {
    zip.close();
  }
}

const opened = (file: string): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    open(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) =>
      error ? reject(broken(error.message)) : resolve(zip),
    );
  });

function filesOf(zip: ZipFile, filesMax: number): Promise<Entry[]> {
  const found: Entry[] = [];
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(broken(error.message)));
    zip.on('end', () => resolve(found));
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) found.push(entry);
      if (found.length > filesMax) reject(broken(`it holds more than the ${filesMax} files of the kit`));
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

/** The path below the one folder that everything lies in. */
const innerPath = ({ fileName }: Entry): string => fileName.slice(fileName.indexOf('/') + 1);

function judge(entries: readonly Entry[], { bytesMax }: UnpackLimits): void {
  const tops = new Set<string>();
  const paths = new Set<string>();
  let bytes = 0;
  for (const entry of entries) {
    const { fileName, uncompressedSize, externalFileAttributes, compressionMethod } = entry;
    const shown = `“${printable(fileName.slice(0, 200))}”`;
    const kind = (externalFileAttributes >>> 16) & 0o170000;
    if (kind !== 0 && kind !== 0o100000) throw broken(`${shown} is no plain file`);
    if (!treePath.safeParse(fileName).success || !fileName.includes('/')) throw broken(`${shown} leaves its folder`);
    if (entry.isEncrypted() || (compressionMethod !== 0 && compressionMethod !== 8)) {
      throw broken(`${shown} is packed in a way that is not known here`);
    }
    tops.add(fileName.slice(0, fileName.indexOf('/')));
    const inner = innerPath(entry);
    if (paths.has(inner)) throw broken(`${shown} is there twice`);
    paths.add(inner);
    bytes += uncompressedSize;
  }
  if (tops.size > 1) throw broken('its files are not in one folder');
  for (const inner of paths) {
    const above = inner.split('/').slice(0, -1);
    const clash = above.map((_, index) => above.slice(0, index + 1).join('/')).find((one) => paths.has(one));
    if (clash !== undefined) throw broken(`“${printable(clash)}” is both a file and a folder`);
  }
  if (bytes > bytesMax) throw broken(`it unpacks to more than the ${bytesMax} bytes of the kit`);
}

async function writeEntry(zip: ZipFile, entry: Entry, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, found) => (error ? reject(broken(error.message)) : resolve(found)));
  });
  let sum = 0;
  async function* checked(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (sum !== entry.crc32) throw broken(`“${printable(entry.fileName.slice(0, 200))}” is damaged`);
  }
  // `wx`: nothing that is there is ever written over, or through.
  await pipeline(stream, checked, createWriteStream(target, { flags: 'wx' })).catch((error: unknown) => {
    const isOurs = error instanceof CommandFailed || (error instanceof Error && 'syscall' in error);
    throw isOurs ? error : broken(error instanceof Error ? error.message : 'unknown');
  });
}

const broken = (what: string): CommandFailed =>
  new CommandFailed(`The zip that came cannot be unpacked: ${what}. Nothing was written.`);
