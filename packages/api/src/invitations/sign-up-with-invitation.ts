import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { refuseAccount } from '../auth/account-rules.js';
import { hashPassword } from '../auth/password.js';
import type { Clock } from '../clock.js';
import type { Event } from '../events/event.entity.js';
import { type Refusal, refusal } from '../refusal.js';
import { askForApproval } from '../users/ask-for-approval.js';
import { User } from '../users/user.entity.js';
import { type AccountRules, firstUserState } from '../users/user-state.js';
import { acceptWithin } from './accept-invitation.js';
import { findInvitation } from './invitation.queries.js';

interface Request {
  token: string;
  username: string;
  displayName?: string | null;
  password: string;
}

/** Makes an account for the address that was invited, which the link proves, and uses the link up: both or neither. */
export async function signUpWithInvitation(
  { token, ...request }: Request,
  deps: { em: EntityManager; clock: Clock; config: AccountRules },
): Promise<{ user: User; event: Event } | { refusal: Refusal }> {
  const { em, clock, config } = deps;
  const invitation = await findInvitation(em, token);
  if (invitation === null) return { refusal: refusal('INVALID', 'There is no such invitation.', { field: 'token' }) };
  const username = request.username.trim().toLowerCase();
  const displayName = request.displayName?.trim() || username;
  const account = { username, email: invitation.email, displayName, password: request.password };
  const refused = refuseAccount(account);
  if (refused !== null) return { refusal: refused };
  const passwordHash = await hashPassword(request.password);
  const refusedLater = new Refused();
  try {
    return await em.fork().transactional(async (tx) => {
      const state = firstUserState(config, { isEmailConfirmed: true });
      const { email } = invitation;
      const user = tx.create(User, {
        ...{ username, email, displayName, passwordHash, isAdmin: false, state, emailConfirmedAt: clock.now() },
      });
      await tx.flush();
      if (state === 'ASKED') await askForApproval(tx, user, { clock });
      const answer = await acceptWithin(tx, user, token, { clock });
      if ('refusal' in answer) throw refusedLater.because(answer.refusal);
      return { user, event: answer.event };
    });
  } catch (error) {
    if (error === refusedLater && refusedLater.refusal !== null) return { refusal: refusedLater.refusal };
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return error.message.includes('email')
      ? {
          refusal: refusal('TAKEN', 'You have an account with this address. Sign in, then accept.', { field: 'email' }),
        }
      : { refusal: refusal('TAKEN', 'This user name is taken.', { field: 'username' }) };
  }
}

/** Takes the transaction back with a refusal to tell. */
class Refused extends Error {
  refusal: Refusal | null = null;
  because(refused: Refusal): this {
    this.refusal = refused;
    return this;
  }
}
