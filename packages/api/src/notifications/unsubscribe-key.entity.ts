import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';

export const UnsubscribeKeySchema = defineEntity({
  name: 'UnsubscribeKey',
  properties: {
    user: () => p.manyToOne(UserSchema).ref().primary().deleteRule('cascade'),
    /** Random; signs the links in the user's mails. It is good for nothing else. */
    key: p.string().length(64),
  },
});

/** With what the links in a user's mails are signed that turn mails off without signing in. Never leaves the server. */
export class UnsubscribeKey extends UnsubscribeKeySchema.class {}
UnsubscribeKeySchema.setClass(UnsubscribeKey);
