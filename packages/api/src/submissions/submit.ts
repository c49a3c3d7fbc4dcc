import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import type { SourceFile } from '../events/draft.entity.js';
import type { Event } from '../events/event.entity.js';
import { findParticipation, isEventAdmin } from '../events/event.queries.js';
import type { ParticipationState } from '../events/participation.entity.js';
import { findEventFor } from '../events/sees-event.js';
import type { Publisher } from '../graphql/pubsub.js';
import { recordInteraction } from '../interactions/record-interaction.js';
import { touchBoard } from '../leaderboard/touch-board.js';
import { refuseByLook } from '../preflight/refuse-by-look.js';
import { elementsOf } from '../problems/elements-of.js';
import type { KitFiles } from '../problems/kit-files.js';
import { type Refusal, refusal } from '../refusal.js';
import type { Scheduler } from '../scheduling/scheduler.js';
import { FileFingerprint } from '../similarity/file-fingerprint.entity.js';
import { fingerprintsOfFiles } from '../similarity/fingerprints-of-files.js';
import { Evaluation } from './evaluation.entity.js';
import { FoldRun } from './fold-run.entity.js';
import { findLineage } from './lineage.js';
import { storeSourceFiles } from './source-files.js';
import { Submission } from './submission.entity.js';
import { findSubmission } from './submission.queries.js';
import { SubmissionSource } from './submission-source.entity.js';
import { refuseFiles, refuseName, submitVerdict } from './submit.policy.js';
import { readSubmitHistory } from './submit-status.js';

// Stop 3 of the walk. In: a name and files. Out: a submission with its evaluation and one fold run per fold, all NEW,
// in one transaction. Next: the scheduler (`scheduling/dispatch-due-folds.ts`) sends the jobs whose turn it is.

interface SubmitRequest {
  eventSlug: string;
  name: string;
  files: SourceFile[];
  idempotencyKey?: string | null;
}
interface SubmitDeps {
  em: EntityManager;
  clock: Clock;
  store: ArtifactStore;
  kitFiles: KitFiles;
  scheduler: Scheduler;
  topics: Publisher;
}

/** Takes a submission by the rules of its event. The same idempotency key gets the earlier submission again. */
export async function submit(
  viewer: Viewer,
  request: SubmitRequest,
  deps: SubmitDeps,
): Promise<{ submission: Submission } | { refusal: Refusal }> {
  const { em, scheduler, topics } = deps;
  const event = await findEventFor(em, viewer, request.eventSlug, deps);
  const mine = await findParticipation(em, viewer.id, event.id);
  if (mine === null)
    return { refusal: refusal('NOT_APPROVED', 'Sign up for this event first.', { field: 'eventSlug' }) };

  const look = await refuseByLook(request.files, event, deps);
  const taken = await em.transactional((tx) => take(tx, viewer, request, event, mine.id, look, deps));
  if ('refusal' in taken) return taken;
  if (taken.isNew) {
    scheduler.wake();
    topics.leaderboardChanged(event.id);
  }
  const submission = await findSubmission(em, taken.submissionId);
  if (submission === null) throw new AppError('CONFLICT', 'The submission was removed meanwhile.');
  return { submission };
}

async function take(
  tx: EntityManager,
  viewer: Viewer,
  request: SubmitRequest,
  event: Event,
  participationId: string,
  look: Refusal | null,
  { clock, store, kitFiles }: SubmitDeps,
): Promise<{ submissionId: string; isNew: boolean } | { refusal: Refusal }> {
  // Two requests of one team take turns from here on: wait, caps and names are counted right.
  // Not "for update": the scheduler writes rows that refer to the participation, and must not wait.
  const [participation] = await tx.execute<{ state: ParticipationState }[]>(
    'select state from participation where id = ? for no key update',
    [participationId],
  );
  // The lock may have waited for who took the viewer out of the team.
  if (participation === undefined || (await findParticipation(tx, viewer.id, event.id))?.id !== participationId) {
    return { refusal: refusal('STALE', 'Your team has changed. Look at it, and submit again.') };
  }
  const now = clock.now();
  const { name, files } = request;
  const idempotencyKey = request.idempotencyKey ?? null;
  const earlier = await tx.find(Submission, {
    participation: participationId,
    $or: [{ name }, ...(idempotencyKey === null ? [] : [{ idempotencyKey }])],
  });
  const repeated = earlier.find(
    (submission) => idempotencyKey !== null && submission.idempotencyKey === idempotencyKey,
  );
  if (repeated !== undefined) return { submissionId: repeated.id, isNew: false };

  const version = await event.problemVersion.loadOrFail();
  const description = version.description;
  if (description == null) throw new Error('An event’s problem version has a description.');
  const verdict = submitVerdict({
    rules: event,
    participationState: participation.state,
    isExempt: await isEventAdmin(tx, viewer, event.id),
    history: await readSubmitHistory(tx, participationId, now),
    now,
  });
  const refused =
    verdict.refusal ??
    refuseName(name) ??
    (earlier.length > 0 ? refusal('TAKEN', 'Your team has a submission with this name.', { field: 'name' }) : null) ??
    refuseFiles(files, elementsOf(version)) ??
    look;
  if (refused !== null) return { refusal: refused };

  const filesDigest = await storeSourceFiles(files, store);
  const submissionId = crypto.randomUUID();
  const evaluationId = crypto.randomUUID();
  tx.create(Submission, {
    id: submissionId,
    participation: participationId,
    author: viewer.id,
    name,
    filesDigest,
    idempotencyKey,
    submittedAt: now,
  });
  tx.create(Evaluation, {
    id: evaluationId,
    submission: submissionId,
    problemVersion: version.id,
    createdAt: now,
  });
  for (const foldIndex of description.folds.keys()) {
    tx.create(FoldRun, { id: crypto.randomUUID(), evaluation: evaluationId, foldIndex, changedAt: now });
  }
  for (const { path, submissionId: source, importedAt, importedBy } of await findLineage(tx, participationId, files, {
    store,
  })) {
    const from = { path, source, importedAt: new Date(importedAt), importedBy };
    tx.create(SubmissionSource, { submission: submissionId, ...from });
  }
  for (const { path, hashes } of await fingerprintsOfFiles(files, event, { kitFiles }))
    tx.create(FileFingerprint, { submission: submissionId, path, hashes });
  await tx.flush();
  await recordInteraction(tx, { kind: 'SUBMIT', userId: viewer.id, eventId: event.id, submissionId }, { clock });
  await touchBoard(tx, submissionId);
  // The event's row is locked from here on: whoever closed it since it was read is seen, and nothing comes in behind.
  const [row] = await tx.execute<{ is_over: boolean }[]>(
    'select (closes_at <= ? or archived_at is not null) as is_over from event where id = ?',
    [now, event.id],
  );
  if (row?.is_over !== false) throw new AppError('CONFLICT', 'This event has closed at this moment.');
  return { submissionId, isNew: true };
}
