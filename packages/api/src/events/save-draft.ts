import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { elementsOf } from '../problems/elements-of.js';
import type { KitFiles } from '../problems/kit-files.js';
import { type Refusal, refusal } from '../refusal.js';
import { refuseDraftFiles } from '../submissions/submit.policy.js';
import { Draft, type SourceFile } from './draft.entity.js';
import { type DraftState, draftOf } from './draft-of.js';
import { eventPhase, isArchived } from './event.policy.js';
import { findDraft, findParticipation } from './event.queries.js';
import { Participation } from './participation.entity.js';
import { findEventFor } from './sees-event.js';

interface SaveDraftRequest {
  eventSlug: string;
  files: SourceFile[];
  expectedVersion: number;
  force?: boolean | null;
}
interface SaveDraftDeps {
  em: EntityManager;
  clock: Clock;
  kitFiles: KitFiles;
}

/** Saves what a team is editing. Two windows cannot overwrite each other by accident: the older one is told STALE. */
export async function saveDraft(
  viewer: Viewer,
  request: SaveDraftRequest,
  deps: SaveDraftDeps,
): Promise<{ draft: DraftState; refusal?: Refusal } | { refusal: Refusal }> {
  const { em, clock } = deps;
  const event = await findEventFor(em, viewer, request.eventSlug, deps);
  const mine = await findParticipation(em, viewer.id, event.id);
  if (mine === null)
    return { refusal: refusal('NOT_APPROVED', 'Sign up for this event first.', { field: 'eventSlug' }) };
  const refused = refuseDraftFiles(request.files, elementsOf(await event.problemVersion.loadOrFail()));
  if (refused !== null) return { refusal: refused };

  return em.transactional(async (tx) => {
    const participation = await tx.findOneOrFail(Participation, mine.id, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    // The lock may have waited for who took the viewer out of the team.
    if ((await findParticipation(tx, viewer.id, event.id))?.id !== mine.id) {
      return { refusal: refusal('STALE', 'Your team has changed. Open the page again.') };
    }
    const savedAt = clock.now();
    if (isArchived(event)) return { refusal: refusal('NOT_OPEN', 'This event is in the archive.') };
    if (eventPhase(event, savedAt) === 'CLOSED') return { refusal: refusal('NOT_OPEN', 'This event has closed.') };
    const stored = await findDraft(tx, participation.id);
    const version = stored?.version ?? 0;
    if (version !== request.expectedVersion && request.force !== true) {
      return {
        draft: await draftOf(participation, { ...deps, em: tx }),
        refusal: refusal('STALE', 'The draft was changed elsewhere meanwhile.', { field: 'expectedVersion' }),
      };
    }
    const next = {
      version: version + 1,
      files: request.files.map(({ path, content }) => ({ path, content })),
      savedAt,
    };
    if (stored === null) tx.create(Draft, { participation: participation.id, ...next });
    else tx.assign(stored, next);
    return { draft: { id: participation.id, ...next } };
  });
}
