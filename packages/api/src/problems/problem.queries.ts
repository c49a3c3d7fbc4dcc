import type { StoredKitCheck } from '@databoard/shared/kit-check';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../errors.js';
import { Event } from '../events/event.entity.js';
import { ProblemKeyword } from './keyword.entity.js';
import { Problem } from './problem.entity.js';
import { ProblemVersion } from './problem-version.entity.js';

/** A problem by its name; null when there is none. */
export const findProblem = (em: EntityManager, name: string): Promise<Problem | null> =>
  em.findOne(Problem, { name, deletedAt: null });

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
  em.findOne(ProblemVersion, { id, deletedAt: null }, { populate: ['problem'], strategy: 'joined' });

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
  const found = await em.find(
    ProblemVersion,
    { problem: { $in: [...problemIds] }, deletedAt: null },
    { orderBy: { number: 'desc' } },
  );
  return Map.groupBy(found, (version) => version.problem.id);
}

/**
 * Keeps a version that something begins to refer to; throws when it has just been deleted. In the transaction that has
 * written the reference: whoever deletes the version waits for it from then on, and sees it.
 */
export async function keepVersion(tx: EntityManager, versionId: string): Promise<void> {
  const rows = await tx.execute('select 1 from problem_version where id = ? and deleted_at is null', [versionId]);
  if (rows.length === 0) throw new AppError('CONFLICT', 'This problem version has just been deleted.');
}

/** The events that a version was ever judged for or runs in, by title, those that are deleted left out. */
export const findEventsUsing = (tx: EntityManager, versionIds: readonly string[]): Promise<{ title: string }[]> => {
  const ids = `{${versionIds.join(',')}}`;
  return tx.execute(
    `select title from event where deleted_at is null and id in (
       select id from event where problem_version_id = any(?::uuid[])
        union select event_id from rescoring where from_version_id = any(?::uuid[]) or to_version_id = any(?::uuid[])
        union select event_id from blend where problem_version_id = any(?::uuid[])
        union select p.event_id from evaluation e join submission s on s.id = e.submission_id
                join participation p on p.id = s.participation_id where e.problem_version_id = any(?::uuid[]))
      order by title`,
    [ids, ids, ids, ids, ids],
  );
};

/** The events that users have asked for on a problem, and wait for. */
export const findWaitingRequests = (tx: EntityManager, problemId: string): Promise<{ title: string }[]> =>
  tx.execute(`select title from event_request where problem_id = ? and state = 'WAITING' order by title`, [problemId]);
