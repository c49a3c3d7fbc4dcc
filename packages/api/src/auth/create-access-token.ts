import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Clock } from '../clock.js';
import { type Refusal, refusal } from '../refusal.js';
import { AccessToken } from './access-token.entity.js';
import { accessTokenScopes } from './access-token-scope.js';
import { hashToken, newToken } from './token.js';

const lifetimeDays = 90;
const perUserMax = 50;

/** Makes a key for programs, good for 90 days and everything its owner may do. The token is returned this once. */
export async function createAccessToken(
  viewer: { id: string; isAdmin: boolean },
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
  await em.fork().transactional(async (tx) => {
    const tokenHash = hashToken(token);
    const scopes = [...accessTokenScopes];
    tx.create(AccessToken, { tokenHash, user: viewer.id, name: trimmed, scopes, createdAt: now, expiresAt });
    await tx.flush();
    // What an admin's program does, the admin does: that there is such a key is worth knowing.
    if (!viewer.isAdmin) return;
    const subject = { kind: 'user', id: viewer.id };
    await recordAct(tx, { actor: viewer, act: 'createAccessToken', subject, details: { name: trimmed } }, { clock });
  });
  return { token };
}
