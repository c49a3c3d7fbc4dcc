import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { type Refusal, refusal } from '../refusal.js';
import { AccessToken } from './access-token.entity.js';
import { accessTokenScopes } from './access-token-scope.js';
import { hashToken, newToken } from './token.js';

const lifetimeDays = 90;
const perUserMax = 50;

/** Makes a key for programs, good for 90 days and everything its owner may do. The token is returned this once. */
export async function createAccessToken(
  viewer: { id: string },
  { name }: { name: string },
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ token: string } | { refusal: Refusal }> {
  const trimmed = name.trim();
  if (trimmed.length < 1 || trimmed.length > 100) {
    return { refusal: refusal('INVALID', 'A token’s name has 1 to 100 characters.', { field: 'name' }) };
  }
  const now = clock.now();
  await em.nativeDelete(AccessToken, { user: viewer.id, expiresAt: { $lte: now } });
  if ((await em.count(AccessToken, { user: viewer.id })) >= perUserMax) {
    return { refusal: refusal('TOO_MANY', `You have ${perUserMax} access tokens already.`) };
  }
  const token = newToken();
  const expiresAt = new Date(now.getTime() + lifetimeDays * 86_400_000);
  em.create(AccessToken, {
    tokenHash: hashToken(token),
    user: viewer.id,
    name: trimmed,
    scopes: [...accessTokenScopes],
    createdAt: now,
    expiresAt,
  });
  await em.flush();
  return { token };
}
