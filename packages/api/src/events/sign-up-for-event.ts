import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { type Refusal, refusal } from '../refusal.js';
import { findOrCreateOwnTeam } from '../teams/find-or-create-own-team.js';
import type { Event } from './event.entity.js';
import { canSeeEvent, eventPhase } from './event.policy.js';
import { findEvent, findParticipation } from './event.queries.js';
import { Participation } from './participation.entity.js';

interface SignUpAnswer {
  event: Event;
  participation?: Participation;
  refusal?: Refusal;
}

/** Enters the user's team of one: approved at once, or asked for where the event wants approval. */
export async function signUpForEvent(
  viewer: { id: string; username: string; isAdmin: boolean },
  { eventSlug }: { eventSlug: string },
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<SignUpAnswer> {
  const event = await findEvent(em, eventSlug);
  if (event === null || !canSeeEvent(viewer)) throw notFound('event');

  const earlier = await findParticipation(em, viewer.id, event.id);
  if (earlier !== null) return alreadyDone(event, earlier);
  const now = clock.now();
  if (eventPhase(event, now) === 'CLOSED') return { event, refusal: refusal('NOT_OPEN', 'This event has closed.') };
  try {
    const id = await em.transactional(async (tx) => {
      const team = await findOrCreateOwnTeam(viewer, { em: tx, clock });
      const state = event.requiresApproval ? 'ASKED' : 'APPROVED';
      return tx.insert(Participation, {
        id: crypto.randomUUID(),
        event: event.id,
        team: team.id,
        state,
        createdAt: now,
      });
    });
    return { event, participation: await em.findOneOrFail(Participation, id, { populate: ['team', 'event'] }) };
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    // A second request came first.
    const winner = await findParticipation(em, viewer.id, event.id);
    if (winner === null) throw error;
    return alreadyDone(event, winner);
  }
}

const alreadyDone = (event: Event, participation: Participation): SignUpAnswer => ({
  event,
  participation,
  refusal: refusal('ALREADY_DONE', 'You are signed up for this event already.'),
});
