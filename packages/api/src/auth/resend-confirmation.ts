import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { queueMail } from '../notifications/queue-mail.js';
import { type Refusal, refusal } from '../refusal.js';
import { shownEmail } from '../users/shown-email.js';
import { User } from '../users/user.entity.js';
import { confirmMail } from './account-mails.js';
import { issueMailToken } from './mail-tokens.js';
import { tellOwner } from './tell-owner.js';

/** Mails an account a new link to confirm its address; the earlier one stops working. A claimed address answers alike. */
export async function resendConfirmation(
  account: User,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ mailedTo: string } | { refusal: Refusal }> {
  if (account.emailConfirmedAt)
    return { refusal: refusal('ALREADY_DONE', 'Your e-mail address is confirmed already.') };
  const mailedTo = shownEmail(account);
  await em.fork().transactional(async (tx) => {
    const { id, username, claimedEmail } = await tx.findOneOrFail(User, account.id);
    if (claimedEmail) {
      if (await tellOwner(tx, claimedEmail, { clock })) return;
      // Nobody has the address any more, so it is this account's to confirm.
      await tx.nativeUpdate(User, id, { email: claimedEmail, claimedEmail: null });
    }
    const token = await issueMailToken(tx, { kind: 'CONFIRM_EMAIL', userId: id, email: mailedTo }, { clock });
    await queueMail(tx, { to: mailedTo, userId: id, content: confirmMail(username, token) }, { clock });
  });
  return { mailedTo };
}
