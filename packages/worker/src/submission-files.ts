import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { getTree } from '@databoard/shared/artifacts/file-tree';
import type { SubmissionFile } from './runtime/child-run.js';

/** Reads all files of a submission from the store. Throws when one is missing or damaged. */
export async function submissionFiles(store: ArtifactStore, submission: Digest): Promise<SubmissionFile[]> {
  const tree = await getTree(store, submission);
  return Promise.all(tree.map(async (file) => ({ name: file.path, content: await store.get(file.digest) })));
}
