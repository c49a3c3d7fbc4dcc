import type { ArtifactStore, Digest } from '@databoard/shared/artifacts/artifact-store';
import { getTree } from '@databoard/shared/artifacts/file-tree';
import type { SubmissionFile } from './runtime/child-run.js';

/** Submissions whose files are kept: all folds of one are read once. Each has a few MiB at most. */
const keptMax = 16;
const kept = new WeakMap<ArtifactStore, Map<Digest, Promise<SubmissionFile[]>>>();

/** Reads all files of a submission from the store. Throws when one is missing or damaged. */
export function submissionFiles(store: ArtifactStore, submission: Digest): Promise<SubmissionFile[]> {
  const known = kept.get(store) ?? new Map<Digest, Promise<SubmissionFile[]>>();
  kept.set(store, known);
  const files = known.get(submission) ?? readFiles(store, submission);
  known.delete(submission);
  known.set(submission, files);
  // A failure is not kept: the file may be there the next time.
  files.catch(() => known.delete(submission));
  const [oldest] = known.keys();
  if (known.size > keptMax && oldest !== undefined) known.delete(oldest);
  return files;
}

async function readFiles(store: ArtifactStore, submission: Digest): Promise<SubmissionFile[]> {
  const tree = await getTree(store, submission);
  return Promise.all(tree.map(async (file) => ({ name: file.path, content: await store.get(file.digest) })));
}
