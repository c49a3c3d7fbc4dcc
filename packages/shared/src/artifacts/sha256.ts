import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Digest } from './artifact-store.js';

/** The digest of bytes. */
export const sha256 = (bytes: Uint8Array): Digest => createHash('sha256').update(bytes).digest('hex');

/** The digest of a file's bytes, however large. */
export async function sha256OfFile(file: string): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Thrown when stored bytes do not match their name. */
export const damaged = (digest: Digest): Error => new Error(`Artifact ${digest} is damaged in the store.`);

/** The same bytes; ends with an error when their digest is another. */
export function verified(source: Readable, digest: Digest): Readable {
  const hash = createHash('sha256');
  const hashed = async function* () {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest('hex') !== digest) throw damaged(digest);
  };
  return Readable.from(hashed(), { objectMode: false });
}

/** Writes what a stream brings to a new file; throws, and leaves no file, when its digest is another. */
export async function writeVerified(source: Readable, file: string, digest: Digest, mode = 0o644): Promise<void> {
  const hash = createHash('sha256');
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  try {
    await pipeline(source, hashed, createWriteStream(file, { flags: 'wx', mode }));
    if (hash.digest('hex') !== digest) throw damaged(digest);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
