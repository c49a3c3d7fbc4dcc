import { randomUUID } from 'node:crypto';
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { queueMail } from '../notifications/queue-mail.js';
import { type Refusal, refusal } from '../refusal.js';
import { askForApproval } from '../users/ask-for-approval.js';
import { User } from '../users/user.entity.js';
import { type AccountRules, firstUserState } from '../users/user-state.js';
import { confirmMail } from './account-mails.js';
import { refuseAccount } from './account-rules.js';
import { issueMailToken } from './mail-tokens.js';
import { hashPassword } from './password.js';
import { tellOwner } from './tell-owner.js';

interface SignUpRequest {
  username: string;
  email: string;
  displayName?: string | null;
  password: string;
}

interface SignUpDeps {
  em: EntityManager;
  clock: Clock;
  config: AccountRules;
}

/**
 * Makes a user, or says which input is at fault. Where addresses are confirmed, the answer is `{ mailedTo }` whether or
 * not the address has an account already: only a mail tells its owner. `isAdmin` is for the command line only.
 */
export async function signUp(
  request: SignUpRequest,
  deps: SignUpDeps,
  { isAdmin = false } = {},
): Promise<{ user: User } | { mailedTo: string } | { refusal: Refusal }> {
  const username = request.username.trim().toLowerCase();
  const email = request.email.trim().toLowerCase();
  const displayName = request.displayName?.trim() || username;
  const refused = refuseAccount({ username, email, displayName, password: request.password });
  if (refused !== null) return { refusal: refused };

  const passwordHash = await hashPassword(request.password);
  const state = isAdmin ? 'ACTIVE' : firstUserState(deps.config, { isEmailConfirmed: false });
  const user = deps.em.create(User, { username, email, displayName, passwordHash, isAdmin, state }, { persist: false });
  try {
    await deps.em.transactional((tx) => insertAccount(tx, user, deps));
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    if (!error.message.includes('email')) return usernameTaken;
    if (state === 'UNCONFIRMED') return claimEmail({ username, email, displayName, passwordHash }, deps);
    const message = 'There is an account with this e-mail address. Sign in instead.';
    return { refusal: refusal('TAKEN', message, { field: 'email' }) };
  }
  return state === 'UNCONFIRMED' ? { mailedTo: email } : { user };
}

async function insertAccount(tx: EntityManager, user: User, deps: SignUpDeps): Promise<void> {
  await tx.persist(user).flush();
  const { id, username, email, state } = user;
  if (state === 'UNCONFIRMED') {
    const token = await issueMailToken(tx, { kind: 'CONFIRM_EMAIL', userId: id, email }, deps);
    await queueMail(tx, { to: email, userId: id, content: confirmMail(username, token) }, deps);
  } else if (state === 'ASKED') await askForApproval(tx, user, deps);
}

const usernameTaken = { refusal: refusal('TAKEN', 'This user name is taken.', { field: 'username' }) };

/**
 * Makes an account beside the one that has the address, and tells the owner of that. Were none made, signing in or up once
 * more with the same user name would tell that the address is taken.
 */
async function claimEmail(
  account: { username: string; email: string; displayName: string; passwordHash: string },
  { em, clock }: SignUpDeps,
): Promise<{ mailedTo: string } | { refusal: Refusal }> {
  const { email: claimedEmail } = account;
  const id = randomUUID();
  const user = { ...account, id, email: `${id}@claimed.invalid`, claimedEmail, state: 'UNCONFIRMED' as const };
  try {
    await em.fork().transactional(async (tx) => {
      tx.create(User, user);
      await tx.flush();
      await tellOwner(tx, claimedEmail, { clock });
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    return usernameTaken;
  }
  return { mailedTo: claimedEmail };
}
