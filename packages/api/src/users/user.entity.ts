import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { userStates } from './user-state.js';

export const UserSchema = defineEntity({
  name: 'User',
  indexes: [{ properties: ['state', 'createdAt'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    /** Lower case, so that equal names cannot differ by case. */
    username: p.string().length(40).unique(),
    /** Lower case. */
    email: p.string().length(254).unique(),
    /**
     * The address that the account was signed up with while another account has it; `email` is one that nobody reads then.
     * Such an account can be entered like any other that waits, so that trying tells nobody whether an address is taken.
     */
    claimedEmail: p.string().length(254).nullable(),
    /** When somebody last proved that the address is theirs; null: nobody has. */
    emailConfirmedAt: p.datetime(3).nullable(),
    displayName: p.string().length(100),
    firstName: p.string().length(100).nullable(),
    lastName: p.string().length(100).nullable(),
    website: p.string().length(300).nullable(),
    bio: p.string().length(2000).nullable(),
    /** Null: there is none to sign in with (yet): the account was made by an organiser or an identity provider. */
    passwordHash: p.string().length(255).nullable(),
    /** The password was generated, and whoever handed it out knows it: until its owner has chosen another, nothing else is open. */
    mustChangePassword: p.boolean().default(false),
    isAdmin: p.boolean().default(false),
    state: p.enum(userStates).default('ACTIVE'),
    /** What site admins keep about the account, for their eyes only. */
    hiddenNotes: p.string().length(4000).nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
});

/** A person. What not everybody may see is guarded: those field resolvers ask the policy. */
@ObjectType({ simpleResolvers: true })
export class User extends UserSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare username: string;
  @Field(() => String) declare displayName: string;
  @Field(() => Boolean) declare isAdmin: Opt<boolean>;
}
UserSchema.setClass(User);
