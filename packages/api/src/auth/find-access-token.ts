import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { User } from '../users/user.entity.js';
import { canEnter } from '../users/user-state.js';
import { AccessToken } from './access-token.entity.js';
import type { AccessTokenScope } from './access-token-scope.js';
import { hashToken } from './token.js';
import { limitToParticipant } from './viewer.js';

const noteUseEveryMs = 15 * 60_000;

/**
 * Who an access token stands for and what it is good for, or null when it is unknown or has expired. Without the scope
 * `ADMIN` its owner is no admin. The user is read for this request alone and is never written back.
 */
export async function findAccessToken(
  token: string,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ user: User; scopes: readonly AccessTokenScope[] } | null> {
  const now = clock.now();
  const found = await em.findOne(
    AccessToken,
    { tokenHash: hashToken(token) },
    { populate: ['user'], disableIdentityMap: true },
  );
  if (found === null || found.expiresAt <= now) return null;
  const user = found.user.getEntity();
  if (!canEnter(user.state)) return null;
  const { id, scopes, lastUsedAt } = found;
  if (lastUsedAt === null || lastUsedAt === undefined || now.getTime() - lastUsedAt.getTime() > noteUseEveryMs) {
    await em.nativeUpdate(AccessToken, { id }, { lastUsedAt: now });
  }
  if (!scopes.includes('ADMIN')) limitToParticipant(user);
  return { user, scopes };
}
