import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { EventSchema } from '../events/event.entity.js';
import { UserSchema } from '../users/user.entity.js';

export const InvitationSchema = defineEntity({
  name: 'Invitation',
  // At most one is good at a time; inviting again makes the earlier link void.
  uniques: [
    {
      name: 'invitation_open_unique',
      properties: ['event', 'email'],
      where: 'accepted_at is null and revoked_at is null',
    },
  ],
  indexes: [{ properties: ['email'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    event: () => p.manyToOne(EventSchema).ref().index().deleteRule('cascade'),
    /** Lower case. It need not belong to a user yet. */
    email: p.string().length(254),
    tokenHash: p.string().length(64).unique(),
    invitedBy: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    acceptedAt: p.datetime(3).nullable(),
    acceptedBy: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    revokedAt: p.datetime(3).nullable(),
  },
});

/** A link, good once, that lets whoever got it by mail into an event. */
@ObjectType({ simpleResolvers: true })
export class Invitation extends InvitationSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare email: string;
  @Field(() => Date) declare createdAt: Date;
  @Field(() => Date) declare expiresAt: Date;
  @Field(() => Date, { nullable: true }) declare acceptedAt: Date | null;
  @Field(() => Date, { nullable: true }) declare revokedAt: Date | null;
}
InvitationSchema.setClass(Invitation);
