import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { ArtifactMissing, type ArtifactStore, type Digest, WrongContent } from './artifact-store.js';
import { damaged, sha256, sha256OfFile, verified, writeVerified } from './sha256.js';

/** No write takes as long: what is older was left by a process that was killed. */
const abandonedAfterMs = 86_400_000;

/** An artifact store in a folder that api and workers share: `ab/abcdef…`, written beside and renamed into place. */
export class LocalArtifactStore implements ArtifactStore {
  constructor(private readonly folder: string) {}

  async put(bytes: Uint8Array): Promise<Digest> {
    const digest = sha256(bytes);
    if (await this.has(digest)) return digest;
    const temporary = await this.temporary();
    await writeFile(temporary, bytes);
    await this.place(temporary, digest);
    return digest;
  }

  async get(digest: Digest): Promise<Buffer> {
    const bytes = await readFile(this.pathOf(digest)).catch(missing(digest));
    if (sha256(bytes) !== digest) throw damaged(digest);
    return bytes;
  }

  async copyTo(digest: Digest, file: string): Promise<void> {
    await writeVerified(createReadStream(this.pathOf(digest)), file, digest).catch(async (error: unknown) => {
      // A target folder that is gone says `ENOENT` too, so the error alone does not tell.
      throw (await this.has(digest)) ? error : new ArtifactMissing(digest);
    });
  }

  async stream(digest: Digest): Promise<Readable> {
    // Opened first, so that a missing one is said before anything is read.
    const file = await open(this.pathOf(digest)).catch(missing(digest));
    return verified(file.createReadStream(), digest);
  }

  async has(digest: Digest): Promise<boolean> {
    return access(this.pathOf(digest)).then(
      () => true,
      () => false,
    );
  }

  async adopt(file: string, expected: Digest): Promise<void> {
    const actual = await sha256OfFile(file);
    if (actual !== expected) throw new WrongContent(expected, actual);
    if (await this.has(expected)) return rm(file, { force: true });
    await this.place(file, expected);
  }

  async remove(digest: Digest): Promise<void> {
    await rm(this.pathOf(digest), { force: true });
  }

  /** Removes what killed processes were about to store. */
  async removeAbandoned(): Promise<void> {
    const folder = path.join(this.folder, 'tmp');
    for (const name of await readdir(folder).catch(() => [])) {
      const file = path.join(folder, name);
      const age = Date.now() - ((await stat(file).catch(() => null))?.mtimeMs ?? Date.now());
      if (age > abandonedAfterMs) await rm(file, { force: true });
    }
  }

  private pathOf(digest: Digest): string {
    return path.join(this.folder, digest.slice(0, 2), digest);
  }

  private async temporary(): Promise<string> {
    const folder = path.join(this.folder, 'tmp');
    await mkdir(folder, { recursive: true });
    return path.join(folder, randomUUID());
  }

  private async place(file: string, digest: Digest): Promise<void> {
    await mkdir(path.dirname(this.pathOf(digest)), { recursive: true });
    await rename(file, this.pathOf(digest)).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EXDEV') throw error;
      const near = await this.temporary();
      await copyFile(file, near);
      await rename(near, this.pathOf(digest));
      await rm(file, { force: true });
    });
  }
}

const missing = (digest: Digest) => (error: NodeJS.ErrnoException) => {
  throw error.code === 'ENOENT' ? new ArtifactMissing(digest) : error;
};
