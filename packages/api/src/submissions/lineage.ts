import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import { getTree } from '@databoard/shared/artifacts/file-tree';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DraftSource, SourceFile } from '../events/draft.entity.js';
import { findDraft } from '../events/event.queries.js';
import { sharesCode } from '../similarity/fingerprint.js';
import { Submission } from './submission.entity.js';

/**
 * Which of the files about to be submitted come from another submission: those that the team imported into its draft, and
 * of which something is left. The draft knows, whatever a client sends.
 */
export async function findLineage(
  em: EntityManager,
  participationId: string,
  files: readonly SourceFile[],
  { store }: { store: ArtifactStore },
): Promise<DraftSource[]> {
  const sources = (await findDraft(em, participationId))?.sources ?? [];
  const left = await Promise.all(
    sources.map(async (source) => {
      const file = files.find(({ path }) => path === source.path);
      const imported = file && (await readFile(em, source, store));
      return file && imported != null && (file.content === imported || sharesCode(imported, file.content))
        ? [source]
        : [];
    }),
  );
  return left.flat();
}

async function readFile(em: EntityManager, source: DraftSource, store: ArtifactStore): Promise<string | null> {
  const submission = await em.findOne(Submission, { id: source.submissionId });
  if (submission === null) return null;
  const file = (await getTree(store, submission.filesDigest)).find(({ path }) => path === source.path);
  return file === undefined ? null : (await store.get(file.digest)).toString('utf8');
}
