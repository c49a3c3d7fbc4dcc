import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { getTree, putTree } from '@databoard/shared/artifacts/file-tree';
import type { SourceFile } from '../events/draft.entity.js';

/** Stores text files as a tree and returns its digest. Equal files have equal digests. */
export async function storeSourceFiles(files: readonly SourceFile[], store: ArtifactStore): Promise<Digest> {
  const tree = await Promise.all(
    files.map(async ({ path, content }) => {
      const bytes = Buffer.from(content, 'utf8');
      return { path, digest: await store.put(bytes), bytes: bytes.byteLength };
    }),
  );
  return putTree(store, tree);
}

/** Reads the text files of a tree, in the order of their paths. */
export async function readSourceFiles(digest: Digest, { store }: { store: ArtifactStore }): Promise<SourceFile[]> {
  const tree = await getTree(store, digest);
  return Promise.all(
    tree.map(async (file) => ({ path: file.path, content: (await store.get(file.digest)).toString('utf8') })),
  );
}
