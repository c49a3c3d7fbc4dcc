import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import type { Publisher } from '../graphql/pubsub.js';
import { type Refusal, refusal } from '../refusal.js';
import { Team } from '../teams/team.entity.js';
import { Event } from './event.entity.js';
import { eventPhase, isArchived } from './event.policy.js';
import { countSubmissions, findEventById } from './event.queries.js';
import { EventAdmin } from './event-admin.entity.js';
import { settingChanges, settingsOf } from './event-settings.js';
import { Participation } from './participation.entity.js';
import { writeDownChanges } from './update-event.js';

interface Deps {
  em: EntityManager;
  clock: Clock;
  topics: Publisher;
}
type Answer = { event: Event | null; refusal: Refusal | null };

/** Does one thing to a locked event. Who may, the caller of these commands has checked. */
async function withLocked(
  eventId: string,
  { em, topics }: Deps,
  work: (tx: EntityManager, event: Event) => Promise<Refusal | null>,
): Promise<Answer> {
  const refused = await em.fork().transactional(async (tx) => {
    const event = await tx.findOne(
      Event,
      { id: eventId, deletedAt: null },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    if (event === null) throw notFound('event');
    const answer = await work(tx, event);
    await tx.flush();
    return answer;
  });
  if (refused === null) topics.leaderboardChanged(eventId);
  return { event: await findEventById(em.fork(), eventId), refusal: refused };
}

const act = (tx: EntityManager, viewer: Viewer, event: Event, name: string, { clock }: Deps, details = {}) =>
  recordAct(
    tx,
    { actor: viewer, act: name, eventId: event.id, subject: { kind: 'event', id: event.id }, details },
    { clock },
  );

/** Closes an open event at this moment: its result is final from then on. */
export const closeEvent = (viewer: Viewer, eventId: string, deps: Deps): Promise<Answer> =>
  withLocked(eventId, deps, async (tx, event) => {
    const now = deps.clock.now();
    const phase = eventPhase(event, now);
    if (phase === 'CLOSED') return refusal('ALREADY_DONE', 'This event has closed already.');
    if (phase === 'UPCOMING') return refusal('NOT_OPEN', 'This event has not opened yet.');
    const before = settingsOf(event);
    const earlier = (date: Date) => (date > now ? now : date);
    const after = {
      ...before,
      closesAt: now,
      publicOpensAt: earlier(before.publicOpensAt),
      signUpClosesAt: before.signUpClosesAt && earlier(before.signUpClosesAt),
    };
    tx.assign(event, { closesAt: now, publicOpensAt: after.publicOpensAt, signUpClosesAt: after.signUpClosesAt });
    await writeDownChanges(tx, viewer, event, { act: 'closeEvent', changes: settingChanges(before, after) }, deps);
    return null;
  });

/** Puts an event that is not open into the archive: readable as before, and nothing of it changes any more. */
export const archiveEvent = (viewer: Viewer, eventId: string, deps: Deps): Promise<Answer> =>
  withLocked(eventId, deps, async (tx, event) => {
    const now = deps.clock.now();
    if (isArchived(event)) return refusal('ALREADY_DONE', 'This event is in the archive already.');
    const phase = eventPhase(event, now);
    if (phase === 'COMPETITIVE' || phase === 'COLLABORATIVE') {
      return refusal('INVALID', 'This event is open. Close it first.');
    }
    event.archivedAt = now;
    await act(tx, viewer, event, 'archiveEvent', deps);
    return null;
  });

/** Takes an event out of the archive. */
export const unarchiveEvent = (viewer: Viewer, eventId: string, deps: Deps): Promise<Answer> =>
  withLocked(eventId, deps, async (tx, event) => {
    if (!isArchived(event)) return refusal('ALREADY_DONE', 'This event is not in the archive.');
    event.archivedAt = null;
    await act(tx, viewer, event, 'unarchiveEvent', deps);
    return null;
  });

/** Deletes an event that has no submission, for whoever can type its slug. Its row stays for the audit log, unseen. */
export const deleteEvent = (
  viewer: Viewer,
  { eventId, confirmSlug }: { eventId: string; confirmSlug: string },
  deps: Deps,
): Promise<Answer> =>
  withLocked(eventId, deps, async (tx, event) => {
    const { slug, title } = event;
    if (confirmSlug.trim() !== slug) {
      return refusal('INVALID', `Type “${slug}” to delete this event.`, { field: 'confirmSlug' });
    }
    // Whoever submits locks the participation first; locking all of them here, none can slip in behind the count.
    await tx.execute('select id from participation where event_id = ? order by id for update', [eventId]);
    if ((await countSubmissions(tx, eventId)) > 0) {
      return refusal('INVALID', 'This event has submissions, which nobody deletes. It can go into the archive.');
    }
    event.deletedAt = deps.clock.now();
    event.slug = `deleted-${event.id}`;
    await tx.nativeDelete(Participation, { event: eventId });
    await tx.nativeDelete(Team, { event: eventId });
    await tx.nativeDelete(EventAdmin, { event: eventId });
    await act(tx, viewer, event, 'deleteEvent', deps, { slug, title });
    return null;
  });
