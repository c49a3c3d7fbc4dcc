import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';
import type { AccessTokenScope } from './access-token-scope.js';

export const AccessTokenSchema = defineEntity({
  name: 'AccessToken',
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    /** SHA-256 of the token, which is shown once and never stored. */
    tokenHash: p.string().length(64).unique(),
    user: () => p.manyToOne(UserSchema).ref().index().deleteRule('cascade'),
    name: p.string().length(100),
    scopes: p.array().$type<AccessTokenScope[]>(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    /** To the quarter of an hour; null: never used. */
    lastUsedAt: p.datetime(3).nullable(),
  },
});

/** A key for programs, sent as `Authorization: Bearer`. The token's hash never leaves the server. */
export class AccessToken extends AccessTokenSchema.class {}
AccessTokenSchema.setClass(AccessToken);
