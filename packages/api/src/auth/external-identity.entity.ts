import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';

export const ExternalIdentitySchema = defineEntity({
  name: 'ExternalIdentity',
  properties: {
    /** The identity provider. */
    issuer: p.string().length(500).primary(),
    /** What the provider calls the person; it never gives the same to another. */
    subject: p.string().length(255).primary(),
    user: () => p.manyToOne(UserSchema).ref().index().deleteRule('cascade'),
    linkedAt: p.datetime(3),
  },
});

/** That a person of an identity provider is one of our users. */
export class ExternalIdentity extends ExternalIdentitySchema.class {}
ExternalIdentitySchema.setClass(ExternalIdentity);
