import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { queueMail } from '../notifications/queue-mail.js';
import type { Refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { passwordChangedMail } from './account-mails.js';
import { refuseGenerated, refusePasswordChoice } from './account-rules.js';
import { endOtherSessions } from './end-sessions.js';
import { MailToken } from './mail-token.entity.js';
import { hashPassword } from './password.js';
import { refuseUnproven } from './prove-owner.js';
import type { RateLimits } from './rate-limits.js';

interface ChangeDeps {
  em: EntityManager;
  clock: Clock;
  rateLimits: RateLimits;
}

/** Sets a new password, or the first one, and ends every session but this one. */
export async function changePassword(
  account: User,
  request: { currentPassword?: string | null; newPassword: string },
  { sessionToken, signedInAt }: { sessionToken: string | null; signedInAt: Date | null },
  { em, clock, rateLimits }: ChangeDeps,
): Promise<{ refusal: Refusal | null }> {
  const password = request.currentPassword ?? null;
  const refused =
    refusePasswordChoice(request.newPassword, 'newPassword') ??
    (await refuseUnproven({ account, password, signedInAt }, { rateLimits, clock }));
  if (refused !== null) return { refusal: refused };
  if (account.mustChangePassword && request.newPassword === password) {
    return { refusal: refuseGenerated('newPassword') };
  }
  const passwordHash = await hashPassword(request.newPassword);
  await em.transactional(async (tx) => {
    await tx.nativeUpdate(
      User,
      { id: account.id, state: { $ne: 'DELETED' } },
      { passwordHash, mustChangePassword: false },
    );
    await endOtherSessions(account, sessionToken, tx);
    await tx.nativeDelete(MailToken, { user: account.id, kind: 'RESET_PASSWORD' });
    const { id, email, username } = account;
    if (account.claimedEmail) return;
    await queueMail(tx, { to: email, userId: id, content: passwordChangedMail(username) }, { clock });
  });
  return { refusal: null };
}
