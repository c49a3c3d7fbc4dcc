import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import type { Event } from '../events/event.entity.js';
import { type Refusal, refusal } from '../refusal.js';
import { Invitation } from './invitation.entity.js';

/** Makes a link void that nobody has used. Who may, the caller has checked. */
export function revokeInvitation(
  viewer: Viewer,
  { event, invitationId }: { event: Event; invitationId: string },
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ refusal: Refusal | null }> {
  return em.fork().transactional(async (tx) => {
    const invitation = await tx.findOne(Invitation, { id: invitationId, event: event.id });
    if (invitation === null) throw notFound('invitation');
    const open = { id: invitationId, acceptedAt: null, revokedAt: null };
    const count = await tx.nativeUpdate(Invitation, open, { revokedAt: clock.now() });
    if (count === 0) return { refusal: refusal('ALREADY_DONE', 'This invitation was used or revoked already.') };
    await recordAct(
      tx,
      {
        ...{ actor: viewer, act: 'revokeInvitation', eventId: event.id },
        subject: { kind: 'invitation', id: invitationId },
        details: { email: invitation.email },
      },
      { clock },
    );
    return { refusal: null };
  });
}
