import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';

export const UserSchema = defineEntity({
  name: 'User',
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    /** Lower case, so that equal names cannot differ by case. */
    username: p.string().length(40).unique(),
    /** Lower case. */
    email: p.string().length(254).unique(),
    displayName: p.string().length(100),
    passwordHash: p.string().length(255),
    isAdmin: p.boolean().default(false),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
});

/** A person. The e-mail address is guarded: its field resolver asks the policy. */
@ObjectType({ simpleResolvers: true })
export class User extends UserSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare username: string;
  @Field(() => String) declare displayName: string;
  @Field(() => Boolean) declare isAdmin: Opt<boolean>;
}
UserSchema.setClass(User);
