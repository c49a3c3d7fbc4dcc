import 'reflect-metadata';
import { ArrayMaxSize, IsUUID, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Event } from '../events/event.entity.js';
import { invitationStateEnum } from '../graphql/enums.js';
import { Refusal } from '../graphql/refusal.type.js';
import { User } from '../users/user.entity.js';
import { Invitation } from './invitation.entity.js';
import type { InvitationState } from './invitation.policy.js';

@InputType()
export class InviteToEventInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => [String], { description: 'At most 200.' })
  @ArrayMaxSize(200)
  @MaxLength(300, { each: true })
  declare emails: string[];
  @Field(() => String, { nullable: true, description: 'Your own words in the mail.' })
  @MaxLength(2000)
  declare message?: string | null;
}

@InputType()
export class RevokeInvitationInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => ID) @IsUUID() declare invitationId: string;
}

@InputType()
export class AddPreapprovalsInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => [String], { description: 'Addresses, or from `@` whole domains; at most 500.' })
  @ArrayMaxSize(500)
  @MaxLength(300, { each: true })
  declare patterns: string[];
}

@InputType()
export class RemovePreapprovalInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => ID) @IsUUID() declare preapprovalId: string;
}

@InputType()
export class AcceptInvitationInput {
  @Field(() => String, { description: 'What stands behind the “#” of the link in the mail.' })
  @MaxLength(100)
  declare token: string;
}

@InputType()
export class SignUpWithInvitationInput extends AcceptInvitationInput {
  @Field(() => String) @MaxLength(200) declare username: string;
  @Field(() => String, { nullable: true }) @MaxLength(500) declare displayName?: string | null;
  @Field(() => String) @MaxLength(1000) declare password: string;
}

@ObjectType({ simpleResolvers: true })
export class Invitations {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [Invitation], { description: 'Newest first.' }) declare rows: Invitation[];
}

@ObjectType({ simpleResolvers: true })
export class InvitationResult {
  @Field(() => Event, { nullable: true }) declare event?: Event | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class InviteToEventResult extends InvitationResult {
  @Field(() => Int) declare invitedCount: number;
}

@ObjectType({ simpleResolvers: true })
export class AddPreapprovalsResult extends InvitationResult {
  @Field(() => Int, { description: 'Who waited already and is in now.' }) declare approvedCount: number;
}

@ObjectType({ simpleResolvers: true })
export class SignUpWithInvitationResult extends InvitationResult {
  @Field(() => User, { nullable: true, description: 'Signed in from now on.' }) declare viewer?: User | null;
}

/** What whoever has the link may know of an invitation before using it. */
@ObjectType({ simpleResolvers: true })
export class InvitationPreview {
  @Field(() => invitationStateEnum) declare state: InvitationState;
  @Field(() => String) declare email: string;
  @Field(() => String) declare eventTitle: string;
  @Field(() => String) declare eventSlug: string;
  @Field(() => Date) declare expiresAt: Date;
  @Field(() => Boolean, { description: 'The address has an account already, to sign in with.' })
  declare hasAccount: boolean;
  @Field(() => Refusal, { nullable: true, description: 'Why it is of no use any more.' })
  declare refusal: Refusal | null;
}
