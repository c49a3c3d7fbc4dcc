import 'reflect-metadata';
import { IsOptional, MaxLength } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../graphql/refusal.type.js';
import { User } from '../users/user.entity.js';

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
export class CreateAccessTokenInput {
  @Field(() => String) @MaxLength(200) declare name: string;
}

@ObjectType({ simpleResolvers: true })
export class SignInResult {
  @Field(() => User, { nullable: true }) declare viewer?: User | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class CreateAccessTokenResult {
  @Field(() => String, { nullable: true, description: 'Shown this once. Send it as `Authorization: Bearer <token>`.' })
  declare token?: string | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}
