import type { EntityManager } from '@mikro-orm/postgresql';
import { AccessToken } from './access-token.entity.js';
import { ExternalIdentity } from './external-identity.entity.js';
import { Session } from './session.entity.js';

/** The owner's sessions that are still good, the latest seen first. */
export const listSessions = (em: EntityManager, ownerId: string, now: Date): Promise<Session[]> =>
  em.find(Session, { user: ownerId, expiresAt: { $gt: now } }, { orderBy: { lastSeenAt: 'desc', id: 'asc' } });

/** The owner's access tokens, expired ones too until another is made; newest first. */
export const listAccessTokens = (em: EntityManager, ownerId: string): Promise<AccessToken[]> =>
  em.find(AccessToken, { user: ownerId }, { orderBy: { createdAt: 'desc', id: 'asc' } });

/** The providers that the owner can sign in with. */
export const listIdentities = (em: EntityManager, ownerId: string): Promise<ExternalIdentity[]> =>
  em.find(ExternalIdentity, { user: ownerId }, { orderBy: { linkedAt: 'asc', issuer: 'asc' } });
