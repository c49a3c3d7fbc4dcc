import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { AppError, notFound } from '../errors.js';
import { reviseFinalResult } from '../final/keep-final-result.js';
import type { Publisher } from '../graphql/pubsub.js';
import { type Refusal, refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { insertRescoredEvaluations } from './insert-rescored-evaluations.js';
import { endRescoring, isOpen } from './move-rescoring.js';
import type { Rescoring } from './rescoring.entity.js';
import { findRescoring, lockRescoring } from './rescoring.queries.js';

interface EndRescoringDeps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
}
type Ended = { rescoring: Rescoring } | { refusal: Refusal };

/**
 * Makes the results the event's scores, all at once: each becomes a new current evaluation, the event runs the new version
 * from here on. Evaluations of the old version that end later are scored anew and follow by themselves.
 */
export async function applyRescoring(viewer: Viewer, id: string, deps: EndRescoringDeps): Promise<Ended> {
  const { em, clock, topics } = deps;
  const applied = await em.fork().transactional(async (tx) => {
    const rescoring = await lockRescoring(tx, id);
    if (rescoring === null) throw notFound('rescoring');
    const eventId = rescoring.event.id;
    const refused = refuseToEnd(rescoring) ?? refuseToApply(rescoring);
    if (refused !== null) return refused;
    const now = clock.now();
    const submissionIds = await insertRescoredEvaluations(tx, id, null, now);
    rescoring.endedBy = tx.getReference(User, viewer.id, { wrapped: true });
    endRescoring(rescoring, 'APPLIED', now);
    await tx.flush();
    const details = { scores: submissionIds.length, note: rescoring.note };
    await recordAct(tx, { actor: viewer, act: 'applyRescoring', eventId, subject: subjectOf(id), details }, deps);
    // The event last: whoever holds an evaluation may wait for it.
    const [event] = await tx.execute<{ id: string }[]>(
      `update event set problem_version_id = ?, board_version = board_version + 1
        where id = ? and problem_version_id = ? returning id`,
      [rescoring.toVersion.id, eventId, rescoring.fromVersion.id],
    );
    if (event === undefined) {
      throw new AppError('CONFLICT', 'The event runs another version by now: drop this rescoring and start anew.');
    }
    const reason = `Rescored: ${rescoring.note}`;
    await reviseFinalResult(tx, eventId, { reason, by: viewer.id }, deps);
    return { submissionIds, eventId };
  });
  if ('reason' in applied) return { refusal: applied };
  for (const submissionId of applied.submissionIds) topics.submissionChanged(submissionId);
  topics.leaderboardChanged(applied.eventId);
  return ended(em, id);
}

/** Leaves everything as it is. */
export async function dropRescoring(viewer: Viewer, id: string, { em, clock }: EndRescoringDeps): Promise<Ended> {
  const refused = await em.fork().transactional(async (tx) => {
    const rescoring = await lockRescoring(tx, id);
    if (rescoring === null) throw notFound('rescoring');
    const refused = refuseToEnd(rescoring);
    if (refused !== null) return refused;
    rescoring.endedBy = tx.getReference(User, viewer.id, { wrapped: true });
    endRescoring(rescoring, 'DROPPED', clock.now());
    const eventId = rescoring.event.id;
    const details = { note: rescoring.note };
    await recordAct(tx, { actor: viewer, act: 'dropRescoring', eventId, subject: subjectOf(id), details }, { clock });
    return null;
  });
  return refused === null ? ended(em, id) : { refusal: refused };
}

const subjectOf = (id: string) => ({ kind: 'rescoring', id });

function refuseToEnd(rescoring: Rescoring): Refusal | null {
  if (isOpen(rescoring)) return null;
  const how = { APPLIED: 'was applied already', DROPPED: 'was dropped already', FAILED: 'has failed' };
  const word = how[rescoring.state as keyof typeof how];
  return refusal('ALREADY_DONE', `This rescoring ${word}; start another one.`, { field: 'id' });
}

const refuseToApply = ({ state }: Rescoring): Refusal | null =>
  state === 'READY'
    ? null
    : refusal('NOT_READY', 'Submissions are still being scored anew: apply it once it is ready.', { field: 'id' });

async function ended(em: EntityManager, id: string): Promise<{ rescoring: Rescoring }> {
  const rescoring = await findRescoring(em, id);
  if (rescoring === null) throw notFound('rescoring');
  return { rescoring };
}
