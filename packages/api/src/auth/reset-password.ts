import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { queueMail } from '../notifications/queue-mail.js';
import { type Refusal, refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { type AccountRules, canEnter } from '../users/user-state.js';
import { passwordChangedMail } from './account-mails.js';
import { refuseGenerated, refusePasswordChoice } from './account-rules.js';
import { settleConfirmed } from './confirm-email.js';
import { takeMailToken } from './mail-tokens.js';
import { hashPassword, isPasswordRight } from './password.js';
import { Session } from './session.entity.js';

/**
 * Uses the link of a reset up: sets the password, ends all sessions, and takes the address as confirmed, since the link
 * was read there. A password that breaks the rule does not use the link up.
 */
export async function resetPassword(
  { token, password }: { token: string; password: string },
  { em, ...deps }: { em: EntityManager; clock: Clock; config: AccountRules },
): Promise<{ refusal: Refusal | null }> {
  const refused = refusePasswordChoice(password, 'password');
  if (refused !== null) return { refusal: refused };
  const passwordHash = await hashPassword(password);
  const reset = em.transactional(async (tx) => {
    const taken = await takeMailToken(tx, { token, kinds: ['RESET_PASSWORD'] }, deps);
    const user = taken === null ? null : await tx.findOne(User, { id: taken.userId, email: taken.email });
    if (user === null || !canEnter(user.state)) {
      const message = 'This link does not work any more: it was used, or it is older than an hour. Ask for a new one.';
      return { refusal: refusal('INVALID', message, { field: 'token' }) };
    }
    if (user.mustChangePassword && (await isPasswordRight(password, user.passwordHash ?? '')))
      throw new StillGenerated();
    user.passwordHash = passwordHash;
    user.mustChangePassword = false;
    user.emailConfirmedAt = deps.clock.now();
    await tx.flush();
    await tx.nativeDelete(Session, { user: user.id });
    await settleConfirmed(tx, user, deps);
    await queueMail(
      tx,
      { to: user.email, userId: user.id, content: passwordChangedMail(user.username) },
      { clock: deps.clock },
    );
    return { refusal: null };
  });
  return reset.catch((error: unknown) => {
    if (!(error instanceof StillGenerated)) throw error;
    return { refusal: refuseGenerated('password') };
  });
}

/** Undoes what was done, so that the link can be used again. */
class StillGenerated extends Error {}
