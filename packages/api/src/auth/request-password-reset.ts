import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { queueMail } from '../notifications/queue-mail.js';
import { User } from '../users/user.entity.js';
import { canEnter } from '../users/user-state.js';
import { resetMail } from './account-mails.js';
import { issueMailToken } from './mail-tokens.js';

/**
 * Mails a link to choose a new password, where the address belongs to an account that may be entered. Callers do not wait
 * for it and learn nothing from it: neither the answer nor its time tells whether there is such an account.
 */
export async function requestPasswordReset(
  { email }: { email: string },
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<void> {
  await em.fork().transactional(async (tx) => {
    const user = await tx.findOne(User, { email: email.trim().toLowerCase() });
    if (user === null || !canEnter(user.state)) return;
    const { id, username, email: to } = user;
    const token = await issueMailToken(tx, { kind: 'RESET_PASSWORD', userId: id, email: to }, { clock });
    await queueMail(tx, { to, userId: id, content: resetMail(username, token) }, { clock });
  });
}
