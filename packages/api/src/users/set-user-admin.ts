import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { notify } from '../notifications/notify.js';
import { type Refusal, refusal } from '../refusal.js';
import { keepsAnAdmin } from './keeps-an-admin.js';
import { User } from './user.entity.js';
import { isActive } from './user-state.js';

/** Makes an active account a site admin or takes that away; never from the last one. Site admins. */
export async function setUserAdmin(
  admin: { id: string },
  { userId, isAdmin }: { userId: string; isAdmin: boolean },
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ user: User; refusal: Refusal | null }> {
  return em.fork().transactional(async (tx) => {
    // Locks what it is decided by, the account itself among them.
    const keepsOne = await keepsAnAdmin(tx, isAdmin ? [] : [userId]);
    const user = await tx.findOne(User, userId);
    if (user === null) throw notFound('user');
    if (user.isAdmin === isAdmin) return { user, refusal: refusal('ALREADY_DONE', 'It is so already.') };
    if (isAdmin && !isActive(user.state)) {
      return { user, refusal: refusal('NOT_APPROVED', 'Only an active account can become a site admin.') };
    }
    if (!keepsOne) return { user, refusal: refusal('INVALID', 'Nobody would be left who is a site admin.') };
    user.isAdmin = isAdmin;
    await tx.flush();
    const subject = { kind: 'user', id: userId };
    await recordAct(tx, { actor: admin, act: 'setUserAdmin', subject, details: { isAdmin } }, { clock });
    const title = isAdmin ? 'You are a site admin now' : 'You are no site admin any more';
    const body = isAdmin
      ? 'You look after users, workers and every event.'
      : 'Your account goes on as a participant’s.';
    await notify(tx, user, { kind: 'ACCOUNT', title, body, ...(isAdmin ? { path: '/admin' } : {}) }, { clock });
    return { user, refusal: null };
  });
}
