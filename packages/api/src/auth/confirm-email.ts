import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { admitPreapproved } from '../invitations/admit-preapproved.js';
import { queueMail } from '../notifications/queue-mail.js';
import { type Refusal, refusal } from '../refusal.js';
import { askForApproval } from '../users/ask-for-approval.js';
import { moveUser } from '../users/move-user.js';
import { User } from '../users/user.entity.js';
import { type AccountRules, canEnter, isActive, type UserState } from '../users/user-state.js';
import { changedMail } from './account-mails.js';
import { takeMailToken } from './mail-tokens.js';

interface ConfirmDeps {
  em: EntityManager;
  clock: Clock;
  config: AccountRules;
}

const spent = () => refusal('INVALID', 'This link does not work any more: it was used, or it is too old.');

/** Uses the link of a mail: a new account's address, or the new address of one that changes it. Anybody who has the link. */
export async function confirmEmail(
  { token }: { token: string },
  { em, ...deps }: ConfirmDeps,
): Promise<{ state: UserState } | { refusal: Refusal }> {
  try {
    return await em.transactional(async (tx) => {
      const taken = await takeMailToken(tx, { token, kinds: ['CONFIRM_EMAIL', 'CHANGE_EMAIL'] }, deps);
      const user = taken === null ? null : await tx.findOne(User, taken.userId);
      if (taken === null || user === null || !canEnter(user.state)) return { refusal: spent() };
      if (taken.kind === 'CHANGE_EMAIL') {
        const { email: left, username, claimedEmail } = user;
        user.email = taken.email;
        user.claimedEmail = null;
        if (!claimedEmail) await queueMail(tx, { to: left, userId: user.id, content: changedMail(username) }, deps);
      } else if (taken.email !== user.email) return { refusal: spent() };
      user.emailConfirmedAt = deps.clock.now();
      await tx.flush();
      return { state: await settleConfirmed(tx, user, deps) };
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return { refusal: refusal('TAKEN', 'This address belongs to another account by now.', { field: 'email' }) };
  }
}

/** What follows from a proven address: an account that waited for it goes on, and is in where the address is approved. Answers with where it then stands. */
export async function settleConfirmed(
  tx: EntityManager,
  user: { id: string; username: string; state: UserState },
  deps: Omit<ConfirmDeps, 'em'>,
): Promise<UserState> {
  const moved = await moveUser(tx, { userId: user.id, move: 'confirm' }, deps);
  const state = moved?.user.state ?? user.state;
  if (moved !== null && state === 'ASKED') await askForApproval(tx, user, deps);
  if (isActive(state)) await admitPreapproved(tx, user.id, deps);
  return state;
}
