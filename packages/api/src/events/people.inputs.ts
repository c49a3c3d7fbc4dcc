import 'reflect-metadata';
import { ArrayMaxSize, IsUUID, MaxLength } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { participationStateEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page-args.js';
import { Refusal } from '../graphql/refusal.type.js';
import { Event } from './event.entity.js';
import type { ParticipationState } from './participation.entity.js';
import type { PeopleRow } from './people.queries.js';

@ArgsType()
export class PeopleArgs extends PageArgs {
  @Field(() => participationStateEnum, { nullable: true }) declare state?: ParticipationState | null;
  @Field(() => String, { nullable: true, description: 'In names of teams and people, and in addresses.' })
  @MaxLength(200)
  declare search?: string | null;
}

@ObjectType('EventPerson', { simpleResolvers: true })
class EventPersonView {
  @Field(() => String) declare username: string;
  @Field(() => String) declare displayName: string;
  @Field(() => String) declare email: string;
  @Field(() => Boolean) declare isEmailConfirmed: boolean;
}

@ObjectType('EventPeopleRow', { simpleResolvers: true })
export class PeopleRowView implements PeopleRow {
  @Field(() => ID, { description: 'The participation’s.' }) declare id: string;
  @Field(() => participationStateEnum) declare state: ParticipationState;
  @Field(() => String) declare teamName: string;
  @Field(() => [EventPersonView]) declare members: EventPersonView[];
  @Field(() => Int) declare submissionCount: number;
  @Field(() => Date) declare createdAt: Date;
  @Field(() => Date, { nullable: true }) declare decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'User name.' }) declare decidedBy: string | null;
  @Field(() => String, { nullable: true }) declare note: string | null;
}

@ObjectType('EventPeople', { simpleResolvers: true })
export class PeopleView {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [PeopleRowView], { description: 'Those who wait first, then the newest.' })
  declare rows: PeopleRowView[];
  @Field(() => Int) declare askedCount: number;
  @Field(() => Int) declare approvedCount: number;
  @Field(() => Int) declare rejectedCount: number;
}

@InputType()
export class DecideParticipationsInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => [ID]) @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) declare participationIds: string[];
  @Field(() => String, { nullable: true, description: 'What the teams are told with it.' })
  @MaxLength(1000)
  declare note?: string | null;
}

@ObjectType({ simpleResolvers: true })
export class DecideParticipationsResult {
  @Field(() => Event, { nullable: true }) declare event: Event | null;
  @Field(() => Int, { description: 'How many stood otherwise before.' }) declare changedCount: number;
  @Field(() => Refusal, { nullable: true }) declare refusal: Refusal | null;
}
