import 'reflect-metadata';
import { IsBoolean, IsOptional, IsUUID, Length, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../graphql/refusal.type.js';
import { User } from '../users/user.entity.js';
import { Team } from './team.entity.js';
import { TeamInvitation } from './team-invitation.entity.js';

@InputType()
class TeamInput {
  @Field(() => ID) @IsUUID() declare teamId: string;
}

@InputType()
export class RenameTeamInput extends TeamInput {
  @Field(() => String) @MaxLength(200) declare name: string;
}

@InputType()
export class AskToJoinTeamInput extends TeamInput {}

@InputType()
export class SetTakesRequestsInput extends TeamInput {
  @Field(() => Boolean) @IsBoolean() declare takesRequests: boolean;
}

@InputType()
export class InviteToTeamInput extends TeamInput {
  @Field(() => String, { description: 'A username, or an e-mail address.' }) @Length(1, 254) declare invitee: string;
}

@InputType()
export class ProposeTeamMergeInput extends TeamInput {
  @Field(() => String) @Length(1, 100) declare otherTeamName: string;
}

@InputType()
export class MergeTeamsInput extends TeamInput {
  @Field(() => ID, { description: 'Becomes part of the first.' }) @IsUUID() declare otherTeamId: string;
}

@InputType()
export class LeaveTeamInput extends TeamInput {
  @Field(() => ID, { nullable: true, description: 'Who leads next; else who has been in the team longest.' })
  @IsOptional()
  @IsUUID()
  declare successorId?: string | null;
}

@InputType()
export class TeamMemberInput extends TeamInput {
  @Field(() => ID) @IsUUID() declare userId: string;
}

@InputType()
export class AddTeamMemberInput extends TeamInput {
  @Field(() => String) @Length(1, 100) declare username: string;
}

@InputType()
export class TeamInvitationInput {
  @Field(() => ID) @IsUUID() declare invitationId: string;
}

@InputType()
export class ReadmitToEventInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => ID) @IsUUID() declare userId: string;
}

@ObjectType('TeamMember', { simpleResolvers: true })
export class TeamMemberView {
  @Field(() => User) declare user: User;
  @Field(() => Boolean, { description: 'Invites, removes and renames.' }) declare isLeader: boolean;
  @Field(() => Date) declare joinedAt: Date;
}

@ObjectType({ simpleResolvers: true, description: 'What the viewer may do to a team now.' })
export class TeamRights {
  @Field(() => Boolean) declare rename: boolean;
  @Field(() => Boolean, { description: 'Invite people, as far as there is room.' }) declare invite: boolean;
  @Field(() => Boolean, { description: 'Take invitations back.' }) declare revoke: boolean;
  @Field(() => Boolean, { description: 'Propose to another team to merge.' }) declare merge: boolean;
  @Field(() => Boolean, { description: 'Take others out of it.' }) declare remove: boolean;
  @Field(() => Boolean, { description: 'Make another member the leader.' }) declare handOver: boolean;
  @Field(() => Boolean) declare leave: boolean;
  @Field(() => Boolean, { description: 'Choose what counts in the final.' }) declare select: boolean;
  @Field(() => Boolean, { description: 'Answer those who ask to join.' }) declare answer: boolean;
  @Field(() => Boolean, { description: 'Let participants ask to join, or no longer.' }) declare openUp: boolean;
}

@ObjectType({ simpleResolvers: true })
export class TeamList {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [Team]) declare rows: Team[];
}

@ObjectType('TeamDeparture', { simpleResolvers: true, description: 'Somebody left a team after it had submitted.' })
export class TeamDepartureView {
  @Field(() => User) declare user: User;
  @Field(() => Team) declare team: Team;
  @Field(() => Date) declare at: Date;
}

@ObjectType({ simpleResolvers: true })
export class TeamResult {
  @Field(() => Team, { nullable: true, description: 'Null where it is gone.' }) declare team?: Team | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class TeamInvitationResult {
  @Field(() => TeamInvitation, { nullable: true }) declare invitation?: TeamInvitation | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class ReadmitToEventResult {
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}
