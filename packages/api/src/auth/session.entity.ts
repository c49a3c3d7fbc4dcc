import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';

export const SessionSchema = defineEntity({
  name: 'Session',
  properties: {
    /** SHA-256 of the cookie's token; the token itself is never stored. */
    tokenHash: p.string().length(64).primary(),
    user: () => p.manyToOne(UserSchema).ref().index().deleteRule('cascade'),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3).index(),
  },
});

/** A browser that is signed in. Never leaves the server. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
