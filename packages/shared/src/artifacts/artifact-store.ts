import type { Readable } from 'node:stream';
import { z } from 'zod';

/** The SHA-256 of an artifact's bytes, in lower-case hex. Its only name. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 digest in lower-case hex');
export type Digest = z.output<typeof digest>;

/** Thrown when a digest is not in the store. */
export class ArtifactMissing extends Error {
  constructor(readonly digest: Digest) {
    super(`Artifact ${digest} is not in the store.`);
  }
}

/** Thrown when a file that should be adopted holds other bytes than its name says. */
export class WrongContent extends Error {
  constructor(expected: Digest, actual: Digest) {
    super(`Expected content with digest ${expected}, got ${actual}.`);
  }
}

/** Kits, private data, submission files, predictions and logs, by digest. What is stored never changes. */
export interface ArtifactStore {
  /** Stores the bytes; storing them twice is free. */
  put(bytes: Uint8Array): Promise<Digest>;
  /** Reads and verifies. Throws `ArtifactMissing`, or an `Error` when the stored bytes do not match their name. */
  get(digest: Digest): Promise<Buffer>;
  /** Writes an artifact to a new file, piece by piece, and verifies it; the file is gone again when this throws, as `get` does. */
  copyTo(digest: Digest, file: string): Promise<void>;
  /** Reads piece by piece, for what is too large to hold. The stream ends with an error when the bytes do not match their name. Throws `ArtifactMissing`. */
  stream(digest: Digest): Promise<Readable>;
  has(digest: Digest): Promise<boolean>;
  /** Moves a finished local file into the store under the digest it must have; throws `WrongContent` for another content. */
  adopt(file: string, expected: Digest): Promise<void>;
  /** Takes an artifact away for good; one that is not there is none. The caller knows that nothing refers to it. */
  remove(digest: Digest): Promise<void>;
}
