import { z } from 'zod';
import { type ArtifactStore, type Digest, digest } from './artifact-store.js';

const segment = /^(?!\.{1,2}$)[^/\\\0]{1,255}$/;

/** A path inside a tree: relative, `/`-separated, no `.` or `..`, nothing that could leave the folder it is written to. */
export const treePath = z
  .string()
  .max(1024)
  .refine((value) => value.split('/').every((part) => segment.test(part)), 'must be a plain relative path');

/** A folder as data: which file has which content. Sorted by path, so equal folders have equal digests. */
export const fileTree = z
  .array(z.object({ path: treePath, digest, bytes: z.number().int().nonnegative() }))
  .max(50_000)
  .refine((files) => new Set(files.map((file) => file.path)).size === files.length, 'has a path twice');
export type FileTree = z.output<typeof fileTree>;

/** Stores the tree itself and returns its digest, which then names kit, data or submission as a whole. */
export async function putTree(store: ArtifactStore, tree: FileTree): Promise<Digest> {
  const sorted = fileTree.parse(tree).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return store.put(Buffer.from(JSON.stringify(sorted.map(({ path, digest, bytes }) => ({ path, digest, bytes })))));
}

/** Reads a tree back. */
export async function getTree(store: ArtifactStore, treeDigest: Digest): Promise<FileTree> {
  return fileTree.parse(JSON.parse((await store.get(treeDigest)).toString('utf8')));
}
