import type { StoredKitCheck } from '@databoard/shared/kit-check';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Problem } from './problem.entity.js';
import { ProblemVersion } from './problem-version.entity.js';

/** Every problem, by name. */
export const listProblems = (em: EntityManager): Promise<Problem[]> =>
  em.find(Problem, {}, { orderBy: { name: 'asc' } });

/** A version with its problem; null when there is none. */
export const findProblemVersion = (em: EntityManager, id: string): Promise<ProblemVersion | null> =>
  em.findOne(ProblemVersion, { id }, { populate: ['problem'], strategy: 'joined' });

/** What a version's kit check found; null until it is done. */
export async function findKitCheck(em: EntityManager, versionId: string): Promise<StoredKitCheck | null> {
  const version = await em.fork().findOne(ProblemVersion, { id: versionId }, { fields: ['checkResult'] });
  return version?.checkResult ?? null;
}

/** The versions of each problem, newest first. */
export async function findVersions(
  em: EntityManager,
  problemIds: readonly string[],
): Promise<Map<string, ProblemVersion[]>> {
  const found = await em.find(ProblemVersion, { problem: { $in: [...problemIds] } }, { orderBy: { number: 'desc' } });
  return Map.groupBy(found, (version) => version.problem.id);
}
