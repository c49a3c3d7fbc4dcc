import { appendFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ArtifactStore, type Digest, WrongContent } from '@databoard/shared/artifacts/artifact-store';

/** One piece of an artifact on its way in. */
export interface UploadChunk {
  digest: Digest;
  offset: number;
  totalBytes: number;
  content: Uint8Array;
}

/** How far an upload is: `offset-mismatch` tells where to go on, `wrong-content` means start again. */
export type UploadProgress =
  | { kind: 'partial' | 'complete' | 'offset-mismatch'; receivedBytes: number }
  | { kind: 'wrong-content'; receivedBytes: 0 };

const abandonedAfterMs = 86_400_000;

/**
 * Collects chunks in a file per artifact and uploader, and moves the verified whole into the store. All chunks of an
 * upload must reach a process that sees the same folder; one that does not says that the upload is at byte 0.
 */
export class ArtifactUploads {
  constructor(
    private readonly folder: string,
    private readonly store: ArtifactStore,
  ) {}

  async receive(uploaderId: string, chunk: UploadChunk): Promise<UploadProgress> {
    const { digest, offset, totalBytes, content } = chunk;
    if (await this.store.has(digest)) return { kind: 'complete', receivedBytes: totalBytes };
    const file = path.join(this.folder, `${digest}.${uploaderId}`);
    // Perhaps private data, perhaps in a temporary folder that everybody sees.
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    if (offset === 0) await writeFile(file, content, { mode: 0o600 });
    else {
      const receivedBytes = await sizeOf(file);
      if (receivedBytes !== offset) return { kind: 'offset-mismatch', receivedBytes };
      await appendFile(file, content);
    }
    const receivedBytes = offset + content.byteLength;
    if (receivedBytes < totalBytes) return { kind: 'partial', receivedBytes };
    try {
      await this.store.adopt(file, digest);
    } catch (error) {
      await rm(file, { force: true });
      // A full disk, a store that cannot be reached: ours, and it goes up.
      if (!(error instanceof WrongContent)) throw error;
      return { kind: 'wrong-content', receivedBytes: 0 };
    }
    return { kind: 'complete', receivedBytes };
  }

  /** Removes what nobody has added to for a day. */
  async removeAbandoned(now: Date): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const file = path.join(this.folder, name);
      const age = now.getTime() - ((await stat(file).catch(() => null))?.mtimeMs ?? now.getTime());
      // Folders beside the uploads are those of imports.
      if (age > abandonedAfterMs) await rm(file, { force: true }).catch(() => undefined);
    }
  }
}

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => null))?.size ?? 0;
