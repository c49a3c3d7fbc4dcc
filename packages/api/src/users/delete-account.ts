import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import { refuseUnproven } from '../auth/prove-owner.js';
import type { RateLimits } from '../auth/rate-limits.js';
import type { Clock } from '../clock.js';
import { type Refusal, refusal } from '../refusal.js';
import { forgetInTeams } from '../teams/forget-in-teams.js';
import { keepsAnAdmin } from './keeps-an-admin.js';
import { moveUser } from './move-user.js';
import type { User } from './user.entity.js';
import type { AccountRules } from './user-state.js';

interface DeleteDeps {
  em: EntityManager;
  clock: Clock;
  config: AccountRules;
  rateLimits: RateLimits;
  /** When the session began that the request came with. */
  signedInAt: Date | null;
}

/**
 * Deletes one's own account for good: nothing that tells who it was is left, nobody can enter it any more. What it
 * submitted stays, under a name that says nothing. Answers with the events whose boards show another name now.
 */
export async function deleteAccount(
  account: User,
  { currentPassword }: { currentPassword?: string | null },
  { em, rateLimits, signedInAt, ...deps }: DeleteDeps,
): Promise<{ eventIds: string[]; refusal: Refusal | null }> {
  const proof = { account, password: currentPassword ?? null, signedInAt };
  const unproven = await refuseUnproven(proof, { rateLimits, clock: deps.clock });
  if (unproven !== null) return { eventIds: [], refusal: unproven };
  return em.fork().transactional(async (tx) => {
    if (account.isAdmin && !(await keepsAnAdmin(tx, [account.id]))) {
      const message = 'You are the only site admin. Make somebody else one first.';
      return { eventIds: [], refusal: refusal('INVALID', message) };
    }
    const moved = await moveUser(tx, { userId: account.id, move: 'delete' }, deps);
    if (moved === null) return { eventIds: [], refusal: refusal('ALREADY_DONE', 'This account is deleted.') };
    const subject = { kind: 'user', id: account.id };
    await recordAct(tx, { actor: account, act: 'deleteAccount', subject }, deps);
    return { eventIds: await anonymise(tx, moved.user, deps), refusal: null };
  });
}

/** Takes away everything that tells who the person was. */
async function anonymise(tx: EntityManager, user: User, { clock }: { clock: Clock }): Promise<string[]> {
  const { id, email, username } = user;
  const name = `deleted-${id.replaceAll('-', '').slice(0, 16)}`;
  Object.assign(user, {
    username: name,
    email: `${id}@deleted.invalid`,
    claimedEmail: null,
    emailConfirmedAt: null,
    displayName: 'Deleted user',
    firstName: null,
    lastName: null,
    website: null,
    bio: null,
    hiddenNotes: null,
    passwordHash: null,
    isAdmin: false,
  });
  await tx.flush();
  for (const table of [
    'external_identity',
    'event_admin',
    'notification',
    'notification_preference',
    'unsubscribe_key',
  ]) {
    await tx.execute(`delete from ${table} where user_id = ?`, [id]);
  }
  await tx.execute('delete from mail where user_id = ? or to_address = ?', [id, email]);
  await tx.execute('delete from event_request where asker_id = ?', [id]);
  await tx.execute('update interaction set user_id = null where user_id = ?', [id]);
  return forgetInTeams(tx, { id, username, email, newName: name }, clock.now());
}
