import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { Draft, type DraftSource, type SourceFile } from '../events/draft.entity.js';
import { type DraftState, draftOf } from '../events/draft-of.js';
import type { Event } from '../events/event.entity.js';
import { eventPhase, isArchived } from '../events/event.policy.js';
import { findDraft, findParticipation } from '../events/event.queries.js';
import { Participation } from '../events/participation.entity.js';
import { elementsOf } from '../problems/elements-of.js';
import type { KitFiles } from '../problems/kit-files.js';
import { type Refusal, refusal } from '../refusal.js';
import { refuseDraftFiles } from '../submissions/submit.policy.js';
import { type DraftOrigin, DraftVersion } from './draft-version.entity.js';
import { versionsToDrop } from './thin-versions.js';

/** What a draft becomes. */
interface NextDraft {
  files: SourceFile[];
  sources: DraftSource[];
  origin: DraftOrigin;
}
interface WriteDraftDeps {
  em: EntityManager;
  clock: Clock;
  kitFiles: KitFiles;
}

/**
 * Writes the next version of a draft, in one place for all who do. `change` makes it from the stored one, under the
 * participation's lock. Two windows cannot overwrite each other by accident: the older one is told STALE.
 */
export async function writeDraft(
  viewer: Viewer,
  asked: { event: Event; participationId: string; expectedVersion: number; force: boolean },
  change: (stored: DraftState, tx: EntityManager) => NextDraft | Refusal | Promise<NextDraft | Refusal>,
  deps: WriteDraftDeps,
): Promise<{ draft: DraftState; refusal?: Refusal } | { refusal: Refusal }> {
  const { em, clock } = deps;
  const { event, participationId, expectedVersion, force } = asked;
  const elements = elementsOf(await event.problemVersion.loadOrFail());
  return em.fork().transactional(async (tx) => {
    const participation = await tx.findOneOrFail(Participation, participationId, {
      lockMode: LockMode.PESSIMISTIC_WRITE,
      refresh: true,
    });
    // The lock may have waited for who took the viewer out of the team.
    if ((await findParticipation(tx, viewer.id, event.id))?.id !== participationId) {
      return { refusal: refusal('STALE', 'Your team has changed. Open the page again.') };
    }
    const savedAt = clock.now();
    if (isArchived(event)) return { refusal: refusal('NOT_OPEN', 'This event is in the archive.') };
    if (eventPhase(event, savedAt) === 'CLOSED') return { refusal: refusal('NOT_OPEN', 'This event has closed.') };
    const stored = await draftOf(participation, { ...deps, em: tx });
    if (stored.version !== expectedVersion && !force) {
      return {
        draft: stored,
        refusal: refusal('STALE', 'The draft was changed elsewhere meanwhile.', { field: 'expectedVersion' }),
      };
    }
    const next = await change(stored, tx);
    if ('reason' in next) return { refusal: next };
    const refused = refuseDraftFiles(next.files, elements);
    if (refused !== null) return { refusal: refused };

    const version = stored.version + 1;
    const files = next.files.map(({ path, content }) => ({ path, content }));
    const row = await findDraft(tx, participationId);
    const values = { version, files, sources: next.sources, savedAt };
    if (row === null) tx.create(Draft, { participation: participationId, ...values });
    else tx.assign(row, values);
    const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content, 'utf8'), 0);
    tx.create(DraftVersion, {
      participation: participationId,
      author: viewer.id,
      origin: next.origin,
      bytes,
      ...values,
    });
    await tx.flush();
    await thin(tx, participationId);
    return { draft: { id: participationId, version, savedAt, files, sources: next.sources } };
  });
}

async function thin(tx: EntityManager, participationId: string): Promise<void> {
  const rows = await tx.execute<{ version: number; saved_at: string; origin: DraftOrigin; bytes: number }[]>(
    'select version, saved_at, origin, bytes from draft_version where participation_id = ?',
    [participationId],
  );
  const dropped = versionsToDrop(
    rows.map(({ version, saved_at, origin, bytes }) => ({
      ...{ version, bytes, savedAt: new Date(saved_at), isEdit: origin === 'EDITED' },
    })),
  );
  if (dropped.length === 0) return;
  await tx.nativeDelete(DraftVersion, { participation: participationId, version: { $in: dropped } });
}

/** Sources of files that are still there and did not become the starting kit's again. */
export const sourcesLeft = (
  sources: readonly DraftSource[],
  files: readonly SourceFile[],
  startingKit: readonly SourceFile[],
): DraftSource[] =>
  sources.filter(({ path }) => {
    const file = files.find((one) => one.path === path);
    return file !== undefined && startingKit.find((one) => one.path === path)?.content !== file.content;
  });
