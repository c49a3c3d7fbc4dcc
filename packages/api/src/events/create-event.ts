import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { keepVersion } from '../problems/problem.queries.js';
import { type Refusal, refusal } from '../refusal.js';
import { Event } from './event.entity.js';
import { findEvent } from './event.queries.js';
import { EventAdmin } from './event-admin.entity.js';
import { type EventPlan, type PlannedEvent, planEvent } from './plan-event.js';

type Made = { event: Event } | { refusal: Refusal };

/** Makes an event on a version that is ready; who makes it is its first admin. Who may, the caller has checked. */
export async function createEvent(
  viewer: Viewer,
  plan: EventPlan,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<Made> {
  const planned = await planEvent(em, plan);
  if ('refusal' in planned) return planned;
  return makeEvent(em, planned, async (tx) => {
    await insertEvent(tx, planned, { actor: viewer, adminId: viewer.id }, { clock });
    return null;
  });
}

/** Runs what makes the event as one transaction, of which nothing is done where the slug is taken, or where it is refused. */
export async function makeEvent(
  em: EntityManager,
  { slug }: PlannedEvent,
  make: (tx: EntityManager) => Promise<Refusal | null>,
): Promise<Made> {
  try {
    const refused = await em.transactional(make);
    if (refused !== null) return { refusal: refused };
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return { refusal: refusal('TAKEN', 'There is an event with this slug.', { field: 'slug' }) };
  }
  const event = await findEvent(em, slug);
  if (event === null) throw new Error('The event just made is gone.');
  return { event };
}

/** Writes a planned event down, with its first admin and its first act. Answers with its id. */
export async function insertEvent(
  tx: EntityManager,
  { slug, version, settings }: PlannedEvent,
  { actor, adminId }: { actor: Viewer; adminId: string },
  { clock }: { clock: Clock },
): Promise<string> {
  const now = clock.now();
  const event = tx.create(Event, { slug, problemVersion: version.id, ...settings, createdAt: now });
  await tx.flush();
  await keepVersion(tx, version.id);
  await tx.insert(EventAdmin, { event: event.id, user: adminId, addedBy: actor.id, addedAt: now });
  await recordAct(
    tx,
    {
      ...{ actor, act: 'createEvent', eventId: event.id },
      subject: { kind: 'event', id: event.id },
      details: { slug, title: settings.title, problemVersionId: version.id },
    },
    { clock },
  );
  return event.id;
}
