import type { EntityManager } from '@mikro-orm/postgresql';
import { notFound } from '../errors.js';
import { Session } from './session.entity.js';
import { hashToken } from './token.js';

/** Ends one of the owner's sessions; whose it is and whether it exists are answered alike. */
export async function endOneSession(owner: { id: string }, sessionId: string, em: EntityManager): Promise<void> {
  if ((await em.nativeDelete(Session, { id: sessionId, user: owner.id })) === 0) throw notFound('session');
}

/** Ends every session of the owner but the one with this token; all of them when it is null. */
export async function endOtherSessions(
  owner: { id: string },
  keptToken: string | null,
  em: EntityManager,
): Promise<void> {
  const others = keptToken === null ? {} : { tokenHash: { $ne: hashToken(keptToken) } };
  await em.nativeDelete(Session, { user: owner.id, ...others });
}
