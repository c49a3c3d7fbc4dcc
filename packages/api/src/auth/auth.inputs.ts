import 'reflect-metadata';
import { IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { userStateEnum } from '../graphql/enums.js';
import { Refusal } from '../graphql/refusal.type.js';
import { User } from '../users/user.entity.js';
import type { UserState } from '../users/user-state.js';

// The lengths here only keep nonsense out; what a good name or password is, `sign-up.ts` answers as a refusal.
@InputType()
export class SignUpInput {
  @Field(() => String) @MaxLength(200) declare username: string;
  @Field(() => String) @MaxLength(500) declare email: string;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(500) declare displayName?: string | null;
  @Field(() => String) @MaxLength(1000) declare password: string;
}

@InputType()
export class SignInInput {
  @Field(() => String, { description: 'User name or e-mail address.' }) @MaxLength(500) declare login: string;
  @Field(() => String) @MaxLength(1000) declare password: string;
}

@InputType()
export class MailTokenInput {
  @Field(() => String, { description: 'What stands behind the “#” of the link in the mail.' })
  @MaxLength(100)
  declare token: string;
}

@ObjectType({ simpleResolvers: true })
export class SignInResult {
  @Field(() => User, { nullable: true }) declare viewer?: User | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true, description: 'How one comes to an account here.' })
export class SignInOptions {
  @Field(() => String, {
    nullable: true,
    description: 'What the identity provider is called; null where there is none.',
  })
  declare identityProvider: string | null;
  @Field(() => Boolean, { description: 'A new account can do nothing before its address is confirmed.' })
  declare requiresEmailConfirmation: boolean;
  @Field(() => Boolean, { description: 'A new account can do nothing before a site admin has approved it.' })
  declare requiresApproval: boolean;
}

@ObjectType({ simpleResolvers: true })
export class SignUpResult extends SignInResult {
  @Field(() => String, {
    nullable: true,
    description: 'Where a mail went that says how to go on, where addresses are confirmed; nobody is signed in then.',
  })
  declare mailedTo?: string | null;
}

@ObjectType({ simpleResolvers: true })
export class MailedResult {
  @Field(() => String, { nullable: true, description: 'Where the mail goes.' }) declare mailedTo?: string | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class ConfirmEmailResult {
  @Field(() => userStateEnum, { nullable: true, description: 'Where the account stands now.' })
  declare state?: UserState | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}
