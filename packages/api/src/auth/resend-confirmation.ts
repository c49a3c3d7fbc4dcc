import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { queueMail } from '../notifications/queue-mail.js';
import { type Refusal, refusal } from '../refusal.js';
import type { User } from '../users/user.entity.js';
import { confirmMail } from './account-mails.js';
import { issueMailToken } from './mail-tokens.js';

/** Mails an account a new link to confirm its address; the earlier one stops working. */
export async function resendConfirmation(
  { id, email, username, emailConfirmedAt }: User,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ mailedTo: string } | { refusal: Refusal }> {
  if (emailConfirmedAt) return { refusal: refusal('ALREADY_DONE', 'Your e-mail address is confirmed already.') };
  await em.transactional(async (tx) => {
    const token = await issueMailToken(tx, { kind: 'CONFIRM_EMAIL', userId: id, email }, { clock });
    await queueMail(tx, { to: email, userId: id, content: confirmMail(username, token) }, { clock });
  });
  return { mailedTo: email };
}
