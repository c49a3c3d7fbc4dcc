import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import type { DraftState } from '../events/draft-of.js';
import { findEventById, findParticipation } from '../events/event.queries.js';
import { recordInteraction } from '../interactions/record-interaction.js';
import type { KitFiles } from '../problems/kit-files.js';
import { type Refusal, refusal } from '../refusal.js';
import { readSourceFiles } from '../submissions/source-files.js';
import type { Submission } from '../submissions/submission.entity.js';
import { writeDraft } from './write-draft.js';

interface ImportRequest {
  /** One whose files the viewer may read: the caller has checked. */
  submission: Submission;
  paths: readonly string[];
  expectedVersion: number;
}
interface ImportDeps {
  em: EntityManager;
  clock: Clock;
  store: ArtifactStore;
  kitFiles: KitFiles;
}

/** Copies files of a submission into the viewer's draft of the same event, and notes where they come from. */
export async function importIntoDraft(
  viewer: Viewer,
  { submission, paths, expectedVersion }: ImportRequest,
  deps: ImportDeps,
): Promise<{ draft: DraftState; refusal?: Refusal } | { refusal: Refusal }> {
  const eventId = (await submission.participation.loadOrFail()).event.id;
  const event = await findEventById(deps.em, eventId);
  const mine = await findParticipation(deps.em, viewer.id, eventId);
  if (event === null || mine === null) {
    return { refusal: refusal('NOT_APPROVED', 'Sign up for this event first.', { field: 'submissionId' }) };
  }
  const wanted = new Set(paths);
  const imported = (await readSourceFiles(submission.filesDigest, deps)).filter(({ path }) => wanted.has(path));
  if (wanted.size === 0 || imported.length < wanted.size) {
    return { refusal: refusal('INVALID', 'The submission has no such file.', { field: 'paths' }) };
  }
  return writeDraft(
    viewer,
    { event, participationId: mine.id, expectedVersion, force: false },
    async (stored, tx) => {
      await recordInteraction(tx, { kind: 'IMPORT', userId: viewer.id, eventId, submissionId: submission.id }, deps);
      const importedAt = deps.clock.now().toISOString();
      return {
        files: [...stored.files.filter(({ path }) => !wanted.has(path)), ...imported],
        sources: [
          ...stored.sources.filter(({ path }) => !wanted.has(path)),
          ...imported.map(({ path }) => ({ path, submissionId: submission.id, importedAt, importedBy: viewer.id })),
        ],
        origin: 'IMPORTED',
      };
    },
    deps,
  );
}
