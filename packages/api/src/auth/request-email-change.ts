import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { queueMail } from '../notifications/queue-mail.js';
import { type Refusal, refusal } from '../refusal.js';
import { shownEmail } from '../users/shown-email.js';
import { User } from '../users/user.entity.js';
import { accountExistsMail, changeMail } from './account-mails.js';
import { refuseEmail } from './account-rules.js';
import { issueMailToken } from './mail-tokens.js';
import { refuseUnproven } from './prove-owner.js';
import type { RateLimits } from './rate-limits.js';

/** Mails a link to the new address; the account keeps the old one until it is opened. A taken address is answered alike. */
export async function requestEmailChange(
  account: User,
  request: { email: string; currentPassword?: string | null },
  { em, clock, rateLimits, signedInAt }: EmailDeps,
): Promise<{ mailedTo: string } | { refusal: Refusal }> {
  const email = request.email.trim().toLowerCase();
  const password = request.currentPassword ?? null;
  const refused =
    refuseEmail(email) ??
    (email === shownEmail(account)
      ? refusal('ALREADY_DONE', 'This is your address already.', { field: 'email' })
      : await refuseUnproven({ account, password, signedInAt }, { rateLimits, clock }));
  if (refused !== null) return { refusal: refused };
  await em.transactional(async (tx) => {
    const owner = await tx.findOne(User, { email });
    if (owner !== null) {
      await queueMail(tx, { to: email, userId: owner.id, content: accountExistsMail(owner.username) }, { clock });
      return;
    }
    const token = await issueMailToken(tx, { kind: 'CHANGE_EMAIL', userId: account.id, email }, { clock });
    await queueMail(tx, { to: email, content: changeMail(account.username, token) }, { clock });
  });
  return { mailedTo: email };
}

interface EmailDeps {
  em: EntityManager;
  clock: Clock;
  rateLimits: RateLimits;
  signedInAt: Date | null;
}
