import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import { getTree } from '@databoard/shared/artifacts/file-tree';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type ComparedVersion, compareVersions } from './compare-versions.js';
import { ProblemVersion } from './problem-version.entity.js';

/** What a version changed of the one before it that was not refused; null for the first. Who may, the caller has checked. */
export async function readVersionChanges(
  version: ProblemVersion,
  { em, store }: { em: EntityManager; store: ArtifactStore },
): Promise<({ sinceNumber: number } & ReturnType<typeof compareVersions>) | null> {
  const earlier = await em.findOne(
    ProblemVersion,
    { problem: version.problem.id, number: { $lt: version.number }, state: { $ne: 'REFUSED' } },
    { orderBy: { number: 'desc' } },
  );
  if (earlier === null) return null;
  const [before, after] = await Promise.all([contentsOf(earlier, store), contentsOf(version, store)]);
  return { sinceNumber: earlier.number, ...compareVersions(before, after) };
}

async function contentsOf(version: ProblemVersion, store: ArtifactStore): Promise<ComparedVersion> {
  const { kitDigest, dataDigest, description, options, elementRules } = version;
  const [kitFiles, dataFiles] = await Promise.all([
    getTree(store, kitDigest),
    dataDigest == null ? null : getTree(store, dataDigest),
  ]);
  return { description: description ?? null, options, elementRules: elementRules ?? {}, kitFiles, dataFiles };
}
