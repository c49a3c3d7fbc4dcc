import { type EntityManager, LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { notify } from '../notifications/notify.js';
import { type Refusal, refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { Event } from './event.entity.js';
import { EventAdmin } from './event-admin.entity.js';

interface Deps {
  em: EntityManager;
  clock: Clock;
}

/** Makes a user one of the event's admins, by user name or e-mail address. Who may, the caller has checked. */
export async function addEventAdmin(
  viewer: Viewer,
  { event, login }: { event: Event; login: string },
  { em, clock }: Deps,
): Promise<{ refusal: Refusal | null }> {
  const wanted = login.trim().toLowerCase();
  const user = await em.findOne(User, { $or: [{ username: wanted }, { email: wanted }], state: 'ACTIVE' });
  const field = 'login';
  if (user === null) return { refusal: refusal('INVALID', 'There is no active account of this name.', { field }) };
  try {
    await em.fork().transactional(async (tx) => {
      await tx.insert(EventAdmin, { event: event.id, user: user.id, addedBy: viewer.id, addedAt: clock.now() });
      await recordAct(
        tx,
        {
          ...{ actor: viewer, act: 'addEventAdmin', eventId: event.id },
          subject: { kind: 'user', id: user.id },
          details: { username: user.username },
        },
        { clock },
      );
      await notify(
        tx,
        user,
        {
          kind: 'ORGANISER',
          title: `You run “${event.title}” now`,
          body: 'You were made one of its admins: you can change its settings, let people in and see all its scores.',
          path: `/events/${event.slug}/manage`,
          eventId: event.id,
        },
        { clock },
      );
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return { refusal: refusal('ALREADY_DONE', `${user.username} runs this event already.`, { field }) };
  }
  return { refusal: null };
}

/** Takes an admin off the event; never its last one, unless a site admin does. Who may, the caller has checked. */
export function removeEventAdmin(
  viewer: Viewer,
  { event, userId }: { event: Event; userId: string },
  { em, clock }: Deps,
): Promise<{ refusal: Refusal | null }> {
  return em.fork().transactional(async (tx) => {
    // Two who remove each other take turns here.
    await tx.findOneOrFail(Event, { id: event.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const admins = await tx.find(EventAdmin, { event: event.id }, { populate: ['user'] });
    const removed = admins.find((admin) => admin.user.id === userId);
    if (removed === undefined) throw notFound('admin');
    if (admins.length === 1 && !viewer.isAdmin) {
      return { refusal: refusal('INVALID', 'An event keeps at least one admin. Add another one first.') };
    }
    const { username } = await removed.user.loadOrFail();
    await tx.nativeDelete(EventAdmin, { event: event.id, user: userId });
    await recordAct(
      tx,
      {
        ...{ actor: viewer, act: 'removeEventAdmin', eventId: event.id },
        subject: { kind: 'user', id: userId },
        details: { username },
      },
      { clock },
    );
    return { refusal: null };
  });
}
