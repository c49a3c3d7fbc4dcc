import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import { accessTokenScopeEnum } from '../graphql/enums.js';
import type { AccessToken } from './access-token.entity.js';
import type { AccessTokenScope } from './access-token-scope.js';
import type { Session } from './session.entity.js';
import { hashToken } from './token.js';

/** A browser of one's own that is signed in. */
@ObjectType('Session', { simpleResolvers: true, description: 'A browser that is signed in; for its owner.' })
export class SessionView {
  @Field(() => ID) declare id: string;
  @Field(() => Date) declare createdAt: Date;
  @Field(() => Date, { description: 'To the quarter of an hour.' }) declare lastSeenAt: Date;
  @Field(() => String, { nullable: true, description: 'What the browser calls itself.' })
  declare userAgent: string | null;
  @Field(() => String, { nullable: true, description: 'The network that it signed in from, without the last part.' })
  declare network: string | null;
  @Field(() => Boolean, { description: 'The one that asks.' }) declare isCurrent: boolean;
}

export const viewOfSession = (session: Session, ownToken: string | null): SessionView => ({
  id: session.id,
  createdAt: session.createdAt,
  lastSeenAt: session.lastSeenAt,
  userAgent: session.userAgent ?? null,
  network: session.network ?? null,
  isCurrent: ownToken !== null && session.tokenHash === hashToken(ownToken),
});

/** A provider’s way into the own account. */
@ObjectType('Identity', { simpleResolvers: true, description: 'A way to sign in with a provider; for its owner.' })
export class IdentityView {
  @Field(() => String, { description: 'The provider.' }) declare issuer: string;
  @Field(() => Date) declare linkedAt: Date;
}

/** What one knows of an access token of one's own. */
@ObjectType('AccessToken', { simpleResolvers: true, description: 'A key for programs; for its owner.' })
export class AccessTokenView {
  @Field(() => ID) declare id: string;
  @Field(() => String) declare name: string;
  @Field(() => [accessTokenScopeEnum]) declare scopes: AccessTokenScope[];
  @Field(() => Date) declare createdAt: Date;
  @Field(() => Date) declare expiresAt: Date;
  @Field(() => Boolean) declare isExpired: boolean;
  @Field(() => Date, { nullable: true, description: 'To the quarter of an hour; null: never.' })
  declare lastUsedAt: Date | null;
}

export const viewOfAccessToken = (token: AccessToken, now: Date): AccessTokenView => ({
  id: token.id,
  name: token.name,
  scopes: token.scopes,
  createdAt: token.createdAt,
  expiresAt: token.expiresAt,
  isExpired: token.expiresAt <= now,
  lastUsedAt: token.lastUsedAt ?? null,
});
