import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { queueMail } from '../notifications/queue-mail.js';
import { User } from '../users/user.entity.js';
import { accountExistsMail } from './account-mails.js';

/** Mails the owner of an address that somebody else wanted it; false where it has no owner (any more). */
export async function tellOwner(tx: EntityManager, email: string, { clock }: { clock: Clock }): Promise<boolean> {
  const owner = await tx.findOne(User, { email });
  if (owner === null) return false;
  await queueMail(tx, { to: email, userId: owner.id, content: accountExistsMail(owner.username) }, { clock });
  return true;
}
