import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Clock } from '../clock.js';
import { notify } from '../notifications/notify.js';
import { queueMail } from '../notifications/queue-mail.js';
import { type Refusal, refusal } from '../refusal.js';
import { keepsAnAdmin } from './keeps-an-admin.js';
import { moveUser } from './move-user.js';
import type { User } from './user.entity.js';
import type { AccountRules } from './user-state.js';

/** What site admins do to accounts, many at a time; each name is a mutation's. */
const acts = { approveUsers: 'approve', disableUsers: 'disable', enableUsers: 'enable' } as const;
export type UsersAct = keyof typeof acts;

interface MoveDeps {
  em: EntityManager;
  clock: Clock;
  config: AccountRules;
}

/**
 * Approves, disables or enables accounts, all in one transaction; those that stand elsewhere are left as they are.
 * Everyone it happens to is told, and each act is in the audit log. Site admins, and never the last of them.
 */
export async function moveUsers(
  admin: { id: string },
  { act, userIds, note }: { act: UsersAct; userIds: readonly string[]; note?: string | null },
  { em, ...deps }: MoveDeps,
): Promise<{ moved: User[]; refusal: Refusal | null }> {
  if (act === 'disableUsers' && userIds.includes(admin.id)) {
    return { moved: [], refusal: refusal('INVALID', 'You cannot disable your own account.', { field: 'userIds' }) };
  }
  return em.fork().transactional(async (tx) => {
    if (act === 'disableUsers' && !(await keepsAnAdmin(tx, userIds))) {
      return { moved: [], refusal: refusal('INVALID', 'Nobody would be left who is a site admin.') };
    }
    const moved: User[] = [];
    // In one order, so that two requests about the same accounts wait for each other instead of locking up.
    for (const userId of [...new Set(userIds)].sort()) {
      const done = await moveUser(tx, { userId, move: acts[act] }, deps);
      if (done === null) continue;
      const { user, before } = done;
      const details = { before, after: user.state, ...(note ? { note } : {}) };
      await recordAct(tx, { actor: admin, act, subject: { kind: 'user', id: userId }, details }, deps);
      await tell(tx, act, user, deps);
      moved.push(user);
    }
    return { moved, refusal: null };
  });
}

async function tell(tx: EntityManager, act: UsersAct, user: User, deps: { clock: Clock }): Promise<void> {
  if (act === 'disableUsers') {
    // Whoever cannot sign in reads no list of news.
    const body = `Your account “${user.username}” was disabled. If you think that this is a mistake, ask the people who run this site.`;
    const content = { subject: 'Your account was disabled', paragraphs: [body] };
    await queueMail(tx, { to: user.email, userId: user.id, content }, deps);
    return;
  }
  const title = act === 'approveUsers' ? 'Your account was approved' : 'Your account was enabled again';
  await notify(tx, user, { kind: 'ACCOUNT', title, body: 'Everything is open to you now. Welcome!', path: '/' }, deps);
}
