import { Readable } from 'node:stream';
import type { ArtifactStore, Digest } from './artifact-store.js';

/**
 * A store that keeps in memory what it lately wrote or read, for one that is far away: the folds of a submission share its
 * files, and bagging reads what they have just predicted. Nobody may change the bytes that it hands out.
 */
export class RememberingArtifactStore implements ArtifactStore {
  // In order of last use, the oldest first.
  private readonly kept = new Map<Digest, Buffer>();
  private keptBytes = 0;

  constructor(
    private readonly inner: ArtifactStore,
    private readonly bytesMax: number,
  ) {}

  async put(bytes: Uint8Array): Promise<Digest> {
    const digest = await this.inner.put(bytes);
    this.keep(digest, Buffer.from(bytes));
    return digest;
  }

  async get(digest: Digest): Promise<Buffer> {
    const bytes = this.kept.get(digest) ?? (await this.inner.get(digest));
    this.keep(digest, bytes);
    return bytes;
  }

  async stream(digest: Digest): Promise<Readable> {
    const bytes = this.kept.get(digest);
    return bytes === undefined ? this.inner.stream(digest) : Readable.from([bytes], { objectMode: false });
  }

  /** Not from memory: another process may have removed it. */
  has(digest: Digest): Promise<boolean> {
    return this.inner.has(digest);
  }

  copyTo(digest: Digest, file: string): Promise<void> {
    return this.inner.copyTo(digest, file);
  }

  adopt(file: string, expected: Digest): Promise<void> {
    return this.inner.adopt(file, expected);
  }

  async remove(digest: Digest): Promise<void> {
    await this.inner.remove(digest);
    const bytes = this.kept.get(digest);
    if (bytes !== undefined && this.kept.delete(digest)) this.keptBytes -= bytes.length;
  }

  private keep(digest: Digest, bytes: Buffer): void {
    // A single large one would push out everything else.
    if (bytes.length > this.bytesMax / 4) return;
    if (this.kept.delete(digest)) this.keptBytes -= bytes.length;
    this.kept.set(digest, bytes);
    this.keptBytes += bytes.length;
    for (const [oldest, { length }] of this.kept) {
      if (this.keptBytes <= this.bytesMax) return;
      this.kept.delete(oldest);
      this.keptBytes -= length;
    }
  }
}
