import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { type Refusal, refusal } from '../refusal.js';
import { forgetWords } from './index-problem.js';
import { ProblemKeyword } from './keyword.entity.js';
import { Problem } from './problem.entity.js';
import { findEventsUsing, findWaitingRequests } from './problem.queries.js';
import { ProblemVersion } from './problem-version.entity.js';

interface DeleteRequest {
  name: string;
  /** The name once more, as somebody typed it. */
  confirmName: string;
  /** Null: the problem with all its versions. */
  versionId: string | null;
}

const namedMax = 5;

/**
 * Deletes a problem, or one version of it, that no event uses or was ever judged by. Rows stay for the audit log, unseen;
 * what only they refer to in the artifact store goes with `remove-deleted-kits.ts`. Who may, the caller has checked.
 */
export const deleteProblem = (
  viewer: Viewer,
  { name, confirmName, versionId }: DeleteRequest,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<Refusal | null> =>
  em.fork().transactional(async (tx) => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const problem = await tx.findOne(Problem, { name, deletedAt: null }, lock);
    if (problem === null) throw notFound('problem');
    if (confirmName.trim() !== name) {
      return refusal('INVALID', `Type “${name}” to go on.`, { field: 'confirmName' });
    }
    // Whoever begins to refer to one of them has done so before this lock, or sees behind it that it is gone.
    const versions = await tx.find(
      ProblemVersion,
      { problem: problem.id, deletedAt: null, ...(versionId === null ? {} : { id: versionId }) },
      { ...lock, orderBy: { number: 'asc' } },
    );
    if (versionId !== null && versions.length === 0) throw notFound('problem version');
    const events = await findEventsUsing(
      tx,
      versions.map(({ id }) => id),
    );
    if (events.length > 0) return refusal('IN_USE', usedWords(events));
    const asked = versionId === null ? await findWaitingRequests(tx, problem.id) : [];
    if (asked.length > 0)
      return refusal('IN_USE', `Somebody waits for an event on it: ${listed(asked)}. Answer first.`);
    const now = clock.now();
    for (const version of versions) bury(version, now);
    if (versionId === null) {
      tx.assign(problem, { name: `deleted-${problem.id}`, deletedAt: now });
      await tx.nativeDelete(ProblemKeyword, { problem: problem.id });
    }
    await tx.flush();
    await (versionId === null
      ? tx.execute(`update problem set search = '' where id = ?`, [problem.id])
      : forgetWords(tx, problem.id));
    const subject =
      versionId === null ? { kind: 'problem', id: problem.id } : { kind: 'problem version', id: versionId };
    const details = { name, versions: versions.map(({ number }) => number) };
    await recordAct(tx, { actor: viewer, act: 'deleteProblem', subject, details }, { clock });
    return null;
  });

/** Leaves of a version what the audit log speaks of. Reports about it are of an older attempt from now on. */
function bury(version: ProblemVersion, now: Date): void {
  Object.assign(version, {
    state: 'REFUSED',
    refusal: { message: 'This version was deleted.', fileName: null, line: null },
    attempt: version.attempt + 1,
    checkAttempt: version.checkAttempt + 1,
    ...{ description: null, checkState: null, checkResult: null, checkMessage: null, note: null, source: null },
    ...{ deletedAt: now, changedAt: now },
  });
}

const usedWords = (events: readonly { title: string }[]): string =>
  `In use, now or for submissions that were judged with it: ${listed(events)}.`;

function listed(titled: readonly { title: string }[]): string {
  const named = titled.slice(0, namedMax).map(({ title }) => `“${title}”`);
  const others = titled.length - named.length;
  return others === 0 ? named.join(', ') : `${named.join(', ')} and ${others} more`;
}
