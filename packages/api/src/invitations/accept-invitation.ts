import { randomUUID } from 'node:crypto';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { hashToken } from '../auth/token.js';
import type { Clock } from '../clock.js';
import type { Event } from '../events/event.entity.js';
import { eventPhase, isArchived } from '../events/event.policy.js';
import { findEventById, findParticipation } from '../events/event.queries.js';
import { Participation } from '../events/participation.entity.js';
import { touchBoardOfParticipations } from '../leaderboard/touch-board.js';
import { type Refusal, refusal } from '../refusal.js';
import { createOwnTeam } from '../teams/create-own-team.js';
import { lockUser } from '../teams/lock-teams.js';
import { User } from '../users/user.entity.js';
import { admitPreapproved } from './admit-preapproved.js';
import { Invitation } from './invitation.entity.js';
import { invitationState } from './invitation.policy.js';

interface Deps {
  em: EntityManager;
  clock: Clock;
}
type Answer = { event: Event } | { refusal: Refusal };

/** Uses a link up for the user, who is in then, approved, whatever the event asks of others. */
export const acceptInvitation = (user: User, token: string, { em, clock }: Deps): Promise<Answer> =>
  em.fork().transactional((tx) => acceptWithin(tx, user, token, { clock }));

/** The same inside a transaction. Two who use the same link at once take turns, and the second is refused. */
export async function acceptWithin(
  tx: EntityManager,
  user: Pick<User, 'id' | 'username' | 'email'>,
  token: string,
  { clock }: { clock: Clock },
): Promise<Answer> {
  const invitation = await tx.findOne(
    Invitation,
    { tokenHash: hashToken(token) },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const event = invitation === null ? null : await findEventById(tx, invitation.event.id);
  if (invitation === null || event === null) return { refusal: refuseLink('There is no such invitation.') };
  const now = clock.now();
  const refused = refuseInvitation(invitation, event, now);
  if (refused !== null) return { refusal: refused };

  await lockUser(tx, user.id);
  const mine = await findParticipation(tx, user.id, event.id);
  if (mine === null) {
    const team = await createOwnTeam(user, event.id, { em: tx, clock });
    await tx.insert(Participation, {
      ...{ id: randomUUID(), event: event.id, team: team.id, state: 'APPROVED', createdAt: now, decidedAt: now },
      decidedBy: invitation.invitedBy?.id ?? null,
    });
  } else if (mine.state !== 'APPROVED') {
    await tx.nativeUpdate(
      Participation,
      { id: mine.id },
      { state: 'APPROVED', decidedAt: now, decidedBy: invitation.invitedBy?.id ?? null, note: null },
    );
    await touchBoardOfParticipations(tx, event.id, [mine.id]);
  }
  await tx.nativeUpdate(Invitation, { id: invitation.id }, { acceptedAt: now, acceptedBy: user.id });
  // The link came by mail: whoever has it reads what is sent to that address.
  const isProven = await tx.nativeUpdate(
    User,
    { id: user.id, email: invitation.email, emailConfirmedAt: null },
    { emailConfirmedAt: now },
  );
  if (isProven > 0) await admitPreapproved(tx, user.id, { clock });
  return { event };
}

/** Why a link is of no use any more; null when it is good. */
export function refuseInvitation(invitation: Invitation, event: Event, now: Date): Refusal | null {
  const state = invitationState(invitation, now);
  if (state === 'ACCEPTED') return refuseLink('This invitation was used already.');
  if (state === 'REVOKED') return refuseLink('This invitation was taken back, or replaced by a newer one.');
  if (state === 'EXPIRED') return refuseLink('This invitation has expired. Ask the organisers for another one.');
  return isArchived(event) || eventPhase(event, now) === 'CLOSED'
    ? refusal('NOT_OPEN', 'This event has closed.', { field: 'token' })
    : null;
}

const refuseLink = (message: string) => refusal('INVALID', message, { field: 'token' });
