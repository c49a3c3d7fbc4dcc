import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { sourcesLeft, writeDraft } from '../drafts/write-draft.js';
import type { KitFiles } from '../problems/kit-files.js';
import { type Refusal, refusal } from '../refusal.js';
import type { SourceFile } from './draft.entity.js';
import type { DraftState } from './draft-of.js';
import { findParticipation } from './event.queries.js';
import { findEventFor } from './sees-event.js';

interface SaveDraftRequest {
  eventSlug: string;
  files: SourceFile[];
  expectedVersion: number;
  force?: boolean | null;
  isUpload?: boolean | null;
}
interface SaveDraftDeps {
  em: EntityManager;
  clock: Clock;
  kitFiles: KitFiles;
}

/** Saves what a team is editing as the draft's next version. */
export async function saveDraft(
  viewer: Viewer,
  request: SaveDraftRequest,
  deps: SaveDraftDeps,
): Promise<{ draft: DraftState; refusal?: Refusal } | { refusal: Refusal }> {
  const event = await findEventFor(deps.em, viewer, request.eventSlug, deps);
  const mine = await findParticipation(deps.em, viewer.id, event.id);
  if (mine === null)
    return { refusal: refusal('NOT_APPROVED', 'Sign up for this event first.', { field: 'eventSlug' }) };
  const { kitDigest, description } = await event.problemVersion.loadOrFail();
  const startingKit = description == null ? [] : (await deps.kitFiles.texts(kitDigest, description)).startingKit;
  const { files, expectedVersion, force, isUpload } = request;
  return writeDraft(
    viewer,
    { event, participationId: mine.id, expectedVersion, force: force === true },
    (stored) => ({
      files,
      sources: sourcesLeft(stored.sources, files, startingKit),
      origin: isUpload === true ? 'UPLOADED' : 'EDITED',
    }),
    deps,
  );
}
