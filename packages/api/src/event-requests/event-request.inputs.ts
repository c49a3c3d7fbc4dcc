import 'reflect-metadata';
import { IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Event } from '../events/event.entity.js';
import { CreateEventInput } from '../events/event.inputs.js';
import { eventRequestStateEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page-args.js';
import { Refusal } from '../graphql/refusal.type.js';
import { EventRequest, type EventRequestState } from './event-request.entity.js';

// How long texts may be is answered as a refusal; these caps, which are higher, only bound the work.

@InputType()
export class AskForEventInput {
  @Field(() => String) @MaxLength(200) declare problemName: string;
  @Field(() => String) @MaxLength(1000) declare title: string;
  @Field(() => String, { description: 'A proposal for its address.' }) @MaxLength(200) declare slug: string;
  @Field(() => Date) declare opensAt: Date;
  @Field(() => Date) declare closesAt: Date;
  @Field(() => Int, { description: 'How many people are expected to take part.' }) declare peopleCount: number;
  @Field(() => String, { description: 'What the event is for; at most 2,000 characters.' })
  @MaxLength(10_000)
  declare purpose: string;
}

@InputType()
export class EventRequestInput {
  @Field(() => ID) @IsUUID() declare requestId: string;
}

@InputType()
export class DeclineEventRequestInput extends EventRequestInput {
  @Field(() => String, { description: 'Why; whoever asked is told.' }) @MaxLength(5000) declare note: string;
}

@InputType()
export class AcceptEventRequestInput extends EventRequestInput {
  @Field(() => CreateEventInput, { description: 'The event as it becomes, on the problem that was asked for.' })
  @ValidateNested()
  declare event: CreateEventInput;
  @Field(() => String, { nullable: true, description: 'A word to whoever asked.' })
  @MaxLength(1000)
  declare note?: string | null;
}

@ArgsType()
export class EventRequestsArgs extends PageArgs {
  @Field(() => eventRequestStateEnum, { nullable: true }) declare state?: EventRequestState | null;
}

@ObjectType({ simpleResolvers: true })
export class EventRequests {
  @Field(() => Int) declare totalCount: number;
  @Field(() => Int, { description: 'How many wait, whatever the filter.' }) declare waitingCount: number;
  @Field(() => [EventRequest], {
    description: 'The longest wait first where only those that wait are asked for; else the newest first.',
  })
  declare rows: EventRequest[];
}

@ObjectType({ simpleResolvers: true })
export class EventRequestResult {
  @Field(() => EventRequest, { nullable: true }) declare request?: EventRequest | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class AcceptEventRequestResult extends EventRequestResult {
  @Field(() => Event, { nullable: true }) declare event?: Event | null;
}
