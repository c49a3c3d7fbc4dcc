import type { EntityManager } from '@mikro-orm/postgresql';
import type { SourceFile } from '../events/draft.entity.js';
import type { User } from '../users/user.entity.js';
import { findUsers } from '../users/user.queries.js';
import type { DraftVersionList, DraftVersionView } from './draft.inputs.js';
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

/** One version that is kept; null when it is not, or no longer. */
export async function findDraftVersion(
  em: EntityManager,
  participationId: string,
  version: number,
): Promise<DraftVersionView | null> {
  const found = await em.findOne(DraftVersion, { participation: participationId, version }, { populate: ['author'] });
  if (found === null) return null;
  const { savedAt, origin, bytes, author } = found;
  return {
    ...{ id: `${participationId}:${version}`, participationId, version, savedAt, origin, bytes },
    author: author == null ? null : ((await author.loadOrFail()) as User),
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
