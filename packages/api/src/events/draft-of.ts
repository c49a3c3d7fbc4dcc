import type { EntityManager } from '@mikro-orm/postgresql';
import type { KitFiles } from '../problems/kit-files.js';
import type { DraftSource, SourceFile } from './draft.entity.js';
import { findDraft } from './event.queries.js';
import type { Participation } from './participation.entity.js';

/** A draft as its team sees it: saved, or the starting kit as version 0. */
export interface DraftState {
  /** The participation's id. */
  id: string;
  version: number;
  savedAt: Date | null;
  files: SourceFile[];
  sources: DraftSource[];
}

/** What the participation is editing. */
export async function draftOf(
  participation: Participation,
  { em, kitFiles }: { em: EntityManager; kitFiles: KitFiles },
): Promise<DraftState> {
  const draft = await findDraft(em, participation.id);
  if (draft !== null) {
    return {
      id: participation.id,
      version: draft.version,
      savedAt: draft.savedAt,
      files: draft.files,
      sources: draft.sources ?? [],
    };
  }
  const event = await participation.event.loadOrFail();
  const { kitDigest, description } = await event.problemVersion.loadOrFail();
  const files = description == null ? [] : (await kitFiles.texts(kitDigest, description)).startingKit;
  return { id: participation.id, version: 0, savedAt: null, files, sources: [] };
}
