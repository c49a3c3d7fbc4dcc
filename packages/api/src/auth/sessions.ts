import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { User } from '../users/user.entity.js';
import { canEnter } from '../users/user-state.js';
import { networkOf } from './network-of.js';
import { Session } from './session.entity.js';
import { hashToken, newToken } from './token.js';

interface SessionDeps {
  em: EntityManager;
  clock: Clock;
  config: { sessionDays: number };
}

const dayMs = 86_400_000;
const noteSeenEveryMs = 15 * 60_000;

/** Signs a browser in: the returned token goes into its cookie and is stored nowhere. Sweeps the user's expired sessions. */
export async function startSession(
  user: { id: string },
  { em, clock, config, address, userAgent }: SessionDeps & { address: string; userAgent: string | null },
): Promise<string> {
  const now = clock.now();
  const token = newToken();
  await em.nativeDelete(Session, { user: user.id, expiresAt: { $lte: now } });
  await em.insert(Session, {
    tokenHash: hashToken(token),
    user: user.id,
    id: randomUUID(),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + config.sessionDays * dayMs),
    userAgent: userAgent?.slice(0, 300) ?? null,
    network: networkOf(address),
  });
  return token;
}

/** Signs a browser out for good: its token is worthless afterwards. */
export async function endSession(token: string, em: EntityManager): Promise<void> {
  await em.nativeDelete(Session, { tokenHash: hashToken(token) });
}

/** What is to be written about a session that is used: both are written seldom, so that reading a page does not write. */
export function sessionNews(
  session: { expiresAt: Date; lastSeenAt: Date },
  { now, sessionDays }: { now: Date; sessionDays: number },
): { lastSeenAt: Date; expiresAt?: Date } | null {
  const expiresAt = new Date(now.getTime() + sessionDays * dayMs);
  if (expiresAt.getTime() - session.expiresAt.getTime() > dayMs) return { lastSeenAt: now, expiresAt };
  return now.getTime() - session.lastSeenAt.getTime() > noteSeenEveryMs ? { lastSeenAt: now } : null;
}

/** Who a cookie's token stands for since when, or null. `isExtended` asks the caller to send the cookie again. */
export async function findSession(
  token: string,
  { em, clock, config }: SessionDeps,
): Promise<{ user: User; createdAt: Date; isExtended: boolean } | null> {
  const now = clock.now();
  const session = await em.findOne(Session, { tokenHash: hashToken(token) }, { populate: ['user'] });
  if (session === null || session.expiresAt <= now) return null;
  const user = session.user.getEntity();
  if (!canEnter(user.state)) return null;
  const news = sessionNews(session, { now, sessionDays: config.sessionDays });
  if (news !== null) await em.nativeUpdate(Session, { tokenHash: session.tokenHash }, news);
  return { user, createdAt: session.createdAt, isExtended: news?.expiresAt !== undefined };
}
