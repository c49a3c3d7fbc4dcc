import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { UserSchema } from '../users/user.entity.js';

export const TeamSchema = defineEntity({
  name: 'Team',
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    name: p.string().length(100).unique(),
    /** The user whose team of one this is; null for a team of several. */
    soleMember: () => p.manyToOne(UserSchema).ref().nullable().unique().deleteRule('no action'),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
});

/** Who competes in an event. */
@ObjectType({ simpleResolvers: true })
export class Team extends TeamSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare name: string;
}
TeamSchema.setClass(Team);
