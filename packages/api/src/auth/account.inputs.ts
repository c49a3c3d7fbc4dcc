import 'reflect-metadata';
import { ArrayMaxSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { accessTokenScopeEnum } from '../graphql/enums.js';
import { Refusal } from '../graphql/refusal.type.js';
import { User } from '../users/user.entity.js';
import type { AccessTokenScope } from './access-token-scope.js';
import { AccessTokenView, SessionView } from './account.view.js';

@InputType()
export class RequestPasswordResetInput {
  @Field(() => String) @MaxLength(500) declare email: string;
}

@InputType()
export class ResetPasswordInput {
  @Field(() => String, { description: 'What stands behind the “#” of the link in the mail.' })
  @MaxLength(100)
  declare token: string;
  @Field(() => String) @MaxLength(1000) declare password: string;
}

@InputType()
export class ChangePasswordInput {
  @Field(() => String, { nullable: true, description: 'Needed where the account has one.' })
  @IsOptional()
  @MaxLength(1000)
  declare currentPassword?: string | null;
  @Field(() => String) @MaxLength(1000) declare newPassword: string;
}

@InputType()
export class DeleteAccountInput {
  @Field(() => String, { nullable: true, description: 'Needed where the account has one; else a fresh sign-in is.' })
  @IsOptional()
  @MaxLength(1000)
  declare currentPassword?: string | null;
}

@InputType()
export class RequestEmailChangeInput {
  @Field(() => String) @MaxLength(500) declare email: string;
  @Field(() => String, { nullable: true, description: 'Needed where the account has one.' })
  @IsOptional()
  @MaxLength(1000)
  declare currentPassword?: string | null;
}

@InputType()
export class UpdateProfileInput {
  @Field(() => String) @MaxLength(100) declare displayName: string;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(100) declare firstName?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(100) declare lastName?: string | null;
  @Field(() => String, { nullable: true, description: 'An address that begins with https:// or http://.' })
  @IsOptional()
  @MaxLength(300)
  declare website?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(2000) declare bio?: string | null;
}

@InputType()
export class CreateAccessTokenInput {
  @Field(() => String) @MaxLength(200) declare name: string;
  @Field(() => [accessTokenScopeEnum], {
    nullable: true,
    description: 'READ and SUBMIT unless said. READ comes with every other; ADMIN adds no right that its owner lacks.',
  })
  @IsOptional()
  @ArrayMaxSize(10)
  declare scopes?: AccessTokenScope[] | null;
  @Field(() => Int, { nullable: true, description: 'Days until it expires: 90 unless said, at most 366.' })
  @IsOptional()
  @Min(1)
  @Max(366)
  declare days?: number | null;
}

@InputType()
export class EndSessionInput {
  @Field(() => ID) @MaxLength(100) declare sessionId: string;
}

@InputType()
export class UnlinkIdentityInput {
  @Field(() => String) @MaxLength(500) declare issuer: string;
}

@InputType()
export class RevokeAccessTokenInput {
  @Field(() => ID) @MaxLength(100) declare accessTokenId: string;
}

@ObjectType({ simpleResolvers: true })
export class AccountResult {
  @Field(() => User, { nullable: true }) declare viewer?: User | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class DoneResult {
  @Field(() => Refusal, { nullable: true, description: 'Null: it is done.' }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class SessionsResult {
  @Field(() => [SessionView], { description: 'What is left.' }) declare sessions: SessionView[];
}

@ObjectType({ simpleResolvers: true })
export class AccessTokensResult {
  @Field(() => [AccessTokenView], { description: 'What is left.' }) declare accessTokens: AccessTokenView[];
}

@ObjectType({ simpleResolvers: true })
export class CreateAccessTokenResult {
  @Field(() => String, { nullable: true, description: 'Shown this once. Send it as `Authorization: Bearer <token>`.' })
  declare token?: string | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}
