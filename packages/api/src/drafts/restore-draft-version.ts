import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import type { DraftState } from '../events/draft-of.js';
import { findParticipation } from '../events/event.queries.js';
import { findEventFor } from '../events/sees-event.js';
import type { KitFiles } from '../problems/kit-files.js';
import { type Refusal, refusal } from '../refusal.js';
import { DraftVersion } from './draft-version.entity.js';
import { writeDraft } from './write-draft.js';

interface RestoreRequest {
  eventSlug: string;
  version: number;
  expectedVersion: number;
}

/** Makes an earlier version of a draft its newest, with what it was imported from. Nothing is lost: the last one stays in the list. */
export async function restoreDraftVersion(
  viewer: Viewer,
  { eventSlug, version, expectedVersion }: RestoreRequest,
  deps: { em: EntityManager; clock: Clock; kitFiles: KitFiles },
): Promise<{ draft: DraftState; refusal?: Refusal } | { refusal: Refusal }> {
  const event = await findEventFor(deps.em, viewer, eventSlug, deps);
  const mine = await findParticipation(deps.em, viewer.id, event.id);
  if (mine === null) throw notFound('draft');
  return writeDraft(
    viewer,
    { event, participationId: mine.id, expectedVersion, force: false },
    async (_stored, tx) => {
      const earlier = await tx.findOne(DraftVersion, { participation: mine.id, version });
      if (earlier === null) return refusal('INVALID', 'This version is no longer kept.', { field: 'version' });
      return { files: earlier.files, sources: earlier.sources, origin: 'RESTORED' };
    },
    deps,
  );
}
