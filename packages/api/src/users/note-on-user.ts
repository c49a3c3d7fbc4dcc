import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { User } from './user.entity.js';
import { isGone } from './user-state.js';

/** Replaces what site admins keep about an account; the audit log says that, not what. Site admins. */
export async function noteOnUser(
  admin: { id: string },
  { userId, hiddenNotes }: { userId: string; hiddenNotes: string },
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<User> {
  return em.fork().transactional(async (tx) => {
    const user = await tx.findOne(User, userId);
    // What was forgotten stays forgotten.
    if (user === null || isGone(user.state)) throw notFound('user');
    user.hiddenNotes = hiddenNotes.trim() || null;
    await tx.flush();
    const subject = { kind: 'user', id: userId };
    await recordAct(tx, { actor: admin, act: 'noteOnUser', subject }, { clock });
    return user;
  });
}
