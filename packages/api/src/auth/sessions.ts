import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { User } from '../users/user.entity.js';
import { AccessToken } from './access-token.entity.js';
import { Session } from './session.entity.js';
import { hashToken, newToken } from './token.js';

interface SessionDeps {
  em: EntityManager;
  clock: Clock;
  config: { sessionDays: number };
}

const dayMs = 86_400_000;

/** Signs a browser in: the returned token goes into its cookie and is stored nowhere. Sweeps the user's expired sessions. */
export async function startSession(user: User, { em, clock, config }: SessionDeps): Promise<string> {
  const now = clock.now();
  const token = newToken();
  await em.nativeDelete(Session, { user: user.id, expiresAt: { $lte: now } });
  await em.insert(Session, {
    tokenHash: hashToken(token),
    user: user.id,
    createdAt: now,
    expiresAt: new Date(now.getTime() + config.sessionDays * dayMs),
  });
  return token;
}

/** Signs a browser out for good: its token is worthless afterwards. */
export async function endSession(token: string, em: EntityManager): Promise<void> {
  await em.nativeDelete(Session, { tokenHash: hashToken(token) });
}

/** Who a cookie's token stands for, or null. `isExtended` asks the caller to send the cookie again. */
export async function findSessionUser(
  token: string,
  { em, clock, config }: SessionDeps,
): Promise<{ user: User; isExtended: boolean } | null> {
  const now = clock.now();
  const session = await em.findOne(Session, { tokenHash: hashToken(token) }, { populate: ['user'] });
  if (session === null || session.expiresAt <= now) return null;
  const expiresAt = new Date(now.getTime() + config.sessionDays * dayMs);
  // Slides once a day at most, so that reading a page does not write.
  const isExtended = expiresAt.getTime() - session.expiresAt.getTime() > dayMs;
  if (isExtended) await em.nativeUpdate(Session, { tokenHash: session.tokenHash }, { expiresAt });
  return { user: session.user.getEntity(), isExtended };
}

/** Who an access token stands for, or null when it is unknown or has expired. */
export async function findAccessTokenUser(token: string, { em, clock }: SessionDeps): Promise<User | null> {
  const found = await em.findOne(AccessToken, { tokenHash: hashToken(token) }, { populate: ['user'] });
  return found === null || found.expiresAt <= clock.now() ? null : found.user.getEntity();
}
