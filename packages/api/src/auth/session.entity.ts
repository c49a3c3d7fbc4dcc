import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';

export const SessionSchema = defineEntity({
  name: 'Session',
  properties: {
    /** SHA-256 of the cookie's token; the token itself is never stored. */
    tokenHash: p.string().length(64).primary(),
    /** What its owner calls it by; worth nothing as a token. */
    id: p
      .uuid()
      .unique()
      .onCreate(() => randomUUID()),
    user: () => p.manyToOne(UserSchema).ref().index().deleteRule('cascade'),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3).index(),
    /** To the quarter of an hour. */
    lastSeenAt: p.datetime(3),
    /** What the browser called itself when it signed in. */
    userAgent: p.string().length(300).nullable(),
    /** Where it signed in from, without the part that tells people of one network apart. */
    network: p.string().length(64).nullable(),
  },
});

/** A browser that is signed in. The token's hash never leaves the server. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
