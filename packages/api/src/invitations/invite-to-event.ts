import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import { hashToken, newToken } from '../auth/token.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import type { Event } from '../events/event.entity.js';
import { eventPhase, isArchived } from '../events/event.policy.js';
import { queueMail } from '../notifications/queue-mail.js';
import { type Refusal, refusal } from '../refusal.js';
import { emailAddress, sortOut } from './email-address.js';
import { Invitation } from './invitation.entity.js';

/** How long a link is good. */
const goodForDays = 14;

interface Request {
  event: Event;
  emails: readonly string[];
  /** The organisers' own words in the mail. */
  message: string | null;
}

/**
 * Mails each address a link, good once, that lets whoever has it into the event; an earlier link to the same address is
 * void then. All addresses or none. Who may, the caller has checked.
 */
export async function inviteToEvent(
  viewer: Viewer & { displayName: string },
  { event, emails, message }: Request,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ invitedCount: number; refusal: Refusal | null }> {
  const now = clock.now();
  const none = (refused: Refusal) => ({ invitedCount: 0, refusal: refused });
  if (isArchived(event) || eventPhase(event, now) === 'CLOSED') {
    return none(refusal('NOT_OPEN', 'This event has closed: nobody can enter it any more.'));
  }
  const { good, bad } = sortOut(emails, emailAddress);
  if (bad.length > 0) {
    const shown = bad.slice(0, 3).map((text) => `“${text.trim().slice(0, 80)}”`);
    return none(refusal('INVALID', `Not an e-mail address: ${shown.join(', ')}.`, { field: 'emails' }));
  }
  if (good.length === 0) return none(refusal('INVALID', 'Whom do you invite?', { field: 'emails' }));

  await em.fork().transactional(async (tx) => {
    await tx.nativeUpdate(
      Invitation,
      { event: event.id, email: { $in: good }, acceptedAt: null, revokedAt: null },
      { revokedAt: now },
    );
    for (const email of good) {
      const token = newToken();
      await tx.insert(Invitation, {
        ...{ id: randomUUID(), event: event.id, email, tokenHash: hashToken(token), invitedBy: viewer.id },
        ...{ createdAt: now, expiresAt: new Date(now.getTime() + goodForDays * 86_400_000) },
      });
      const content = {
        subject: `Invitation to ${event.title}`,
        paragraphs: [
          `${viewer.displayName} invites you to take part in “${event.title}”.`,
          ...(message === null ? [] : [message]),
          `The link is for you alone and is good once, for ${goodForDays} days.`,
        ],
        action: { label: 'Look at the invitation', path: `/invitations#${token}` },
      };
      await queueMail(tx, { to: email, content }, { clock });
    }
    await recordAct(
      tx,
      {
        ...{ actor: viewer, act: 'inviteToEvent', eventId: event.id },
        subject: { kind: 'event', id: event.id },
        details: { emails: good },
      },
      { clock },
    );
  });
  return { invitedCount: good.length, refusal: null };
}
