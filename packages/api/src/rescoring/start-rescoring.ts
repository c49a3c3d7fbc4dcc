import type { Log } from '@databoard/shared/log';
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { AppError, notFound } from '../errors.js';
import { Event } from '../events/event.entity.js';
import { isArchived } from '../events/event.policy.js';
import { findEvent } from '../events/event.queries.js';
import { inBackground } from '../in-background.js';
import { findProblemVersion, keepVersion } from '../problems/problem.queries.js';
import type { ProblemVersion } from '../problems/problem-version.entity.js';
import { type Refusal, refusal } from '../refusal.js';
import type { Queues } from '../services.js';
import { dispatchRescoring } from './dispatch-rescoring.js';
import { settleRescoring } from './move-rescoring.js';
import { type RescorableVersion, refuseVersion } from './rescorable.policy.js';
import { Rescoring } from './rescoring.entity.js';
import { findRescoring, hasWaiting } from './rescoring.queries.js';
import { takeInEvaluations } from './take-in-evaluations.js';

/** Characters of a note. */
export const noteMax = 2000;

interface StartRescoringDeps {
  em: EntityManager;
  clock: Clock;
  queues: Pick<Queues, 'rescores'>;
  log: Log;
}

/**
 * Begins to score an event's stored predictions with another version of its problem; nothing changes for anyone until it
 * is applied. Who may, the caller has checked.
 */
export async function startRescoring(
  viewer: Viewer,
  request: { eventSlug: string; problemVersionId: string; note: string },
  deps: StartRescoringDeps,
): Promise<{ rescoring: Rescoring } | { refusal: Refusal }> {
  const { em, clock, log } = deps;
  const event = await findEvent(em, request.eventSlug);
  if (event === null) throw notFound('event');
  if (isArchived(event)) return { refusal: refusal('NOT_OPEN', 'This event is in the archive; take it out first.') };
  const to = await findProblemVersion(em, request.problemVersionId);
  if (to === null) throw notFound('problem version');
  const note = request.note.trim();
  if (note === '') {
    return { refusal: refusal('INVALID', 'Say what was corrected; it stays with the event.', { field: 'note' }) };
  }
  if (note.length > noteMax) {
    return { refusal: refusal('TOO_LARGE', `The note has at most ${noteMax} characters.`, { field: 'note' }) };
  }
  const from = await findProblemVersion(em, event.problemVersion.id);
  if (from === null) throw new Error('An event has a problem version.');
  const refused = refuseVersion(rescorable(from), rescorable(to), event.officialScoreType);
  if (refused !== null) return { refusal: refused };
  const started = await em
    .fork()
    .transactional((tx) => begin(tx, { event: event.id, fromVersion: from.id, toVersion: to.id, note, viewer }, clock))
    .catch((error: unknown) => {
      if (error instanceof UniqueConstraintViolationException) return alreadyOpen();
      throw error;
    });
  if (typeof started !== 'string') return { refusal: started };
  inBackground(dispatchRescoring(deps), log, 'rescore jobs were not sent; the sweeper will send them');
  const rescoring = await findRescoring(em, started);
  if (rescoring === null) throw new AppError('CONFLICT', 'The rescoring was removed meanwhile.');
  return { rescoring };
}

/** No lock on the event: the index lets one be open at a time, and what holds an evaluation may wait for the event. */
async function begin(
  tx: EntityManager,
  { viewer, ...given }: { event: string; fromVersion: string; toVersion: string; note: string; viewer: Viewer },
  clock: Clock,
): Promise<string | Refusal> {
  const now = clock.now();
  const rescoring = tx.create(Rescoring, {
    ...{ id: crypto.randomUUID(), ...given, requestedBy: viewer.id, createdAt: now },
  });
  await tx.flush();
  await keepVersion(tx, given.toVersion);
  // From here on nobody else can change the version; somebody may have, between the first look and the index.
  const event = await tx.findOneOrFail(Event, given.event, { refresh: true });
  if (event.problemVersion.id !== given.fromVersion) {
    throw new AppError('CONFLICT', 'The event’s version has just changed: look again.');
  }
  await takeInEvaluations(tx, now, rescoring.id);
  settleRescoring(rescoring as Rescoring, await hasWaiting(tx, rescoring.id));
  const details = { fromVersionId: given.fromVersion, toVersionId: given.toVersion, note: given.note };
  const subject = { kind: 'rescoring', id: rescoring.id };
  await recordAct(tx, { actor: viewer, act: 'startRescoring', eventId: given.event, subject, details }, { clock });
  return rescoring.id;
}

const alreadyOpen = (): Refusal =>
  refusal('ALREADY_DONE', 'A rescoring of this event is open: apply or drop it first.', { field: 'eventSlug' });

const rescorable = ({ id, problem, state, description, dataDigest }: ProblemVersion): RescorableVersion => ({
  id,
  problemId: problem.id,
  state: state ?? 'CHECKING',
  description,
  hasPrivateData: dataDigest != null,
});
