import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { putTree } from '@databoard/shared/artifacts/file-tree';

/** Stores files of folders, and further files given as text, as one tree. Later ones replace earlier ones of the same path. */
export async function storeFolders(
  store: ArtifactStore,
  folders: readonly string[],
  further: Record<string, string> = {},
): Promise<Digest> {
  const contents = new Map<string, Uint8Array>();
  for (const folder of folders) {
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || entry.parentPath.includes('__pycache__')) continue;
      const file = path.join(entry.parentPath, entry.name);
      contents.set(path.relative(folder, file), await readFile(file));
    }
  }
  for (const [name, text] of Object.entries(further)) contents.set(name, Buffer.from(text));
  const files = [...contents].map(async ([name, bytes]) => ({
    path: name,
    digest: await store.put(bytes),
    bytes: bytes.length,
  }));
  return putTree(store, await Promise.all(files));
}
