import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Clock } from '../clock.js';
import { notFound } from '../errors.js';
import { type Refusal, refusal } from '../refusal.js';
import { AccessToken } from './access-token.entity.js';
import { type AccessTokenScope, accessTokenScopes } from './access-token-scope.js';
import { hashToken, newToken } from './token.js';

const perUserMax = 50;
const usualDays = 90;

interface AccessTokenRequest {
  name: string;
  /** `READ` comes with every other. */
  scopes?: readonly AccessTokenScope[] | null;
  days?: number | null;
}

/** Makes a key for programs with the scopes and for the days that are asked for. The token is returned this once. */
export async function createAccessToken(
  owner: { id: string; isAdmin: boolean },
  request: AccessTokenRequest,
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ token: string } | { refusal: Refusal }> {
  const trimmed = request.name.trim();
  const scopes = request.scopes ?? ['READ', 'SUBMIT'];
  const days = request.days ?? usualDays;
  if (trimmed.length < 1 || trimmed.length > 100) {
    return { refusal: refusal('INVALID', 'A token’s name has 1 to 100 characters.', { field: 'name' }) };
  }
  const now = clock.now();
  await em.nativeDelete(AccessToken, { user: owner.id, expiresAt: { $lte: now } });
  if ((await em.count(AccessToken, { user: owner.id })) >= perUserMax) {
    return { refusal: refusal('TOO_MANY', `You have ${perUserMax} access tokens already. Revoke one first.`) };
  }
  const token = newToken();
  const granted = accessTokenScopes.filter((scope) => scope === 'READ' || scopes.includes(scope));
  await em.fork().transactional(async (tx) => {
    await tx.insert(AccessToken, {
      id: randomUUID(),
      tokenHash: hashToken(token),
      user: owner.id,
      name: trimmed,
      scopes: granted,
      createdAt: now,
      expiresAt: new Date(now.getTime() + days * 86_400_000),
    });
    // What an admin's program does, the admin does: that there is such a key is worth knowing.
    if (!owner.isAdmin) return;
    const details = { name: trimmed, scopes: granted, days };
    const subject = { kind: 'user', id: owner.id };
    await recordAct(tx, { actor: owner, act: 'createAccessToken', subject, details }, { clock });
  });
  return { token };
}

/** Ends one of the owner's access tokens; whose it is and whether it exists are answered alike. */
export async function revokeAccessToken(owner: { id: string }, tokenId: string, em: EntityManager): Promise<void> {
  if ((await em.nativeDelete(AccessToken, { id: tokenId, user: owner.id })) === 0) throw notFound('access token');
}
