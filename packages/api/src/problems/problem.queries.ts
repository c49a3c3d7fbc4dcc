import type { StoredKitCheck } from '@databoard/shared/kit-check';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Event } from '../events/event.entity.js';
import { ProblemKeyword } from './keyword.entity.js';
import { Problem } from './problem.entity.js';
import { ProblemVersion } from './problem-version.entity.js';

/** A problem by its name; null when there is none. */
export const findProblem = (em: EntityManager, name: string): Promise<Problem | null> => em.findOne(Problem, { name });

/** The events on any version of the problems, or of all problems, by problem; the latest first. */
export async function findEventsOfProblems(
  em: EntityManager,
  problemIds: readonly string[] | null,
): Promise<Map<string, Event[]>> {
  const events = await em.find(
    Event,
    { deletedAt: null, ...(problemIds === null ? {} : { problemVersion: { problem: { $in: [...problemIds] } } }) },
    { populate: ['problemVersion.problem'], strategy: 'joined', orderBy: { opensAt: 'desc', slug: 'asc' } },
  );
  return Map.groupBy(events, ({ problemVersion }) => problemVersion.getEntity().problem.id);
}

/** The keywords of each problem: domains first, then by name. */
export async function findKeywords(
  em: EntityManager,
  problemIds: readonly string[],
): Promise<Map<string, ProblemKeyword[]>> {
  const found = await em.find(
    ProblemKeyword,
    { problem: { $in: [...problemIds] } },
    { orderBy: { kind: 'asc', name: 'asc' } },
  );
  return Map.groupBy(found, ({ problem }) => problem.id);
}

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
