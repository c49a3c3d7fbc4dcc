import type { EntityManager } from '@mikro-orm/postgresql';
import type { SourceFile } from '../events/draft.entity.js';
import { findUsers } from '../users/user.queries.js';
import type { DraftVersionList } from './draft.inputs.js';
import { DraftVersion } from './draft-version.entity.js';

/** The versions that are kept of a draft, newest first, without their files. */
export async function listDraftVersions(
  em: EntityManager,
  participationId: string,
  { first, offset }: { first: number; offset: number },
): Promise<DraftVersionList> {
  const [found, totalCount] = await em.findAndCount(
    DraftVersion,
    { participation: participationId },
    {
      fields: ['version', 'savedAt', 'origin', 'bytes', 'author'],
      orderBy: { version: 'desc' },
      limit: first,
      offset,
    },
  );
  const authors = await findUsers(
    em,
    found.flatMap(({ author }) => author?.id ?? []),
  );
  return {
    totalCount,
    rows: found.map(({ version, savedAt, origin, bytes, author }) => ({
      ...{ id: `${participationId}:${version}`, participationId, version, savedAt, origin, bytes },
      author: authors.get(author?.id ?? '') ?? null,
    })),
  };
}

/** The files of one version; empty once it is no longer kept. */
export async function readDraftVersion(
  em: EntityManager,
  participationId: string,
  version: number,
): Promise<SourceFile[]> {
  const found = await em.findOne(DraftVersion, { participation: participationId, version });
  return found?.files ?? [];
}
