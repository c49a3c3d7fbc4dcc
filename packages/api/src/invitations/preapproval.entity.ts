import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { EventSchema } from '../events/event.entity.js';
import { UserSchema } from '../users/user.entity.js';

export const PreapprovalSchema = defineEntity({
  name: 'Preapproval',
  uniques: [{ properties: ['event', 'pattern'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    event: () => p.manyToOne(EventSchema).ref().deleteRule('cascade'),
    /** Lower case: an address, or from `@` a whole domain. */
    pattern: p.string().length(254),
    addedBy: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    addedAt: p.datetime(3),
  },
});

/** Whose sign-up is approved at once, by e-mail address or domain. */
@ObjectType({ simpleResolvers: true })
export class Preapproval extends PreapprovalSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String, { description: 'An address, or from `@` a whole domain.' }) declare pattern: string;
  @Field(() => Date) declare addedAt: Date;
}
PreapprovalSchema.setClass(Preapproval);
