import { createHash, timingSafeEqual } from 'node:crypto';
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { RateLimits } from '../auth/rate-limits.js';
import type { Clock } from '../clock.js';
import { lockPreapprovals } from '../invitations/admit-preapproved.js';
import { isPreapproved } from '../invitations/invitation.queries.js';
import { type Refusal, refusal } from '../refusal.js';
import { createOwnTeam } from '../teams/create-own-team.js';
import { lockUser } from '../teams/lock-teams.js';
import { refuseReturn } from '../teams/take-in.js';
import type { Event } from './event.entity.js';
import { eventPhase, isArchived } from './event.policy.js';
import { findParticipation } from './event.queries.js';
import { Participation, type ParticipationState } from './participation.entity.js';
import { findEventFor } from './sees-event.js';

interface SignUpAnswer {
  event: Event;
  participation?: Participation;
  refusal?: Refusal;
}
interface SignUpDeps {
  em: EntityManager;
  clock: Clock;
  rateLimits: RateLimits;
}

/** Enters the user's team of one: approved at once, with the organisers' code, or asked for where the event wants approval. */
export async function signUpForEvent(
  viewer: { id: string; username: string; isAdmin: boolean },
  { eventSlug, code }: { eventSlug: string; code?: string | null },
  deps: SignUpDeps,
): Promise<SignUpAnswer> {
  const { em, clock, rateLimits } = deps;
  const event = await findEventFor(em, viewer, eventSlug, deps);
  const earlier = await findParticipation(em, viewer.id, event.id);
  if (earlier !== null) return alreadyDone(event, earlier);
  const now = clock.now();
  const refused = refuseTime(event, now) ?? (await refuseReturn(em, viewer.id, event.id, null));
  if (refused !== null) return { event, refusal: refused };
  const isApproved = await isPreapproved(em, viewer.id, event.id);
  if (event.signUpMode === 'CODE' && !isApproved) {
    if (code == null || code.trim() === '')
      return { event, refusal: no('Enter the code that the organisers gave you.') };
    await rateLimits.countEventCode(viewer.id);
    if (!isCode(code, event.signUpCode ?? null)) return { event, refusal: no('This is not the code of this event.') };
  }
  try {
    const id = await em.transactional(async (tx) => {
      // Whoever confirms the address, or approves it, at this moment has done so or comes behind this.
      if (event.signUpMode === 'APPROVAL' && !isApproved) {
        await lockPreapprovals(tx, event.id, 'reads');
        await lockUser(tx, viewer.id);
      }
      const isFree = event.signUpMode !== 'APPROVAL' || isApproved || (await isPreapproved(tx, viewer.id, event.id));
      const team = await createOwnTeam(viewer, event.id, { em: tx, clock });
      // Whoever waits is told of by `tell-organisers.ts`: one by one, a class of students would be a flood.
      const state: ParticipationState = isFree ? 'APPROVED' : 'ASKED';
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

const no = (message: string): Refusal => refusal('INVALID', message, { field: 'code' });

function refuseTime(event: Event, now: Date): Refusal | null {
  if (isArchived(event)) return refusal('NOT_OPEN', 'This event is in the archive.');
  if (eventPhase(event, now) === 'CLOSED') return refusal('NOT_OPEN', 'This event has closed.');
  return event.signUpClosesAt != null && now >= event.signUpClosesAt
    ? refusal('NOT_OPEN', 'Signing up for this event has closed.')
    : null;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Takes as long for a code that is nearly right as for any other. */
const isCode = (given: string, wanted: string | null): boolean =>
  wanted !== null && timingSafeEqual(digest(given.trim()), digest(wanted));

const alreadyDone = (event: Event, participation: Participation): SignUpAnswer => ({
  event,
  participation,
  refusal:
    participation.state === 'REJECTED'
      ? refusal('NOT_APPROVED', 'The organisers have turned your participation down.')
      : refusal('ALREADY_DONE', 'You are signed up for this event already.'),
});
