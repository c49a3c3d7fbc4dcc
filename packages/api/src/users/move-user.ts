import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AccessToken } from '../auth/access-token.entity.js';
import { MailToken } from '../auth/mail-token.entity.js';
import { Session } from '../auth/session.entity.js';
import { User } from './user.entity.js';
import { type AccountRules, canEnter, type UserMove, type UserState, userStateAfter } from './user-state.js';

/**
 * Moves an account to where a move leads; null when it does not stand where the move begins. Who may no longer enter
 * loses sessions, access tokens and links in mails in the same transaction.
 */
export async function moveUser(
  tx: EntityManager,
  { userId, move }: { userId: string; move: UserMove },
  { config }: { config: AccountRules },
): Promise<{ user: User; before: UserState } | null> {
  const user = await tx.findOne(User, userId, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  if (user === null) return null;
  const before = user.state;
  const after = userStateAfter(before, move, config);
  if (after === null) return null;
  // The address belongs to another account: only one of its own, confirmed, can make this one active.
  if (after === 'ACTIVE' && user.claimedEmail) return null;
  user.state = after;
  await tx.flush();
  if (!canEnter(after)) await endAllEntries(tx, userId);
  return { user, before };
}

/** Ends every session, access token and link of an account. */
async function endAllEntries(tx: EntityManager, userId: string): Promise<void> {
  await tx.nativeDelete(Session, { user: userId });
  await tx.nativeDelete(AccessToken, { user: userId });
  await tx.nativeDelete(MailToken, { user: userId });
}
