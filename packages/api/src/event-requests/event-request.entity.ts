import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EventSchema } from '../events/event.entity.js';
import { eventRequestStateEnum } from '../graphql/enums.js';
import { ProblemSchema } from '../problems/problem.entity.js';
import { UserSchema } from '../users/user.entity.js';

/** `WITHDRAWN`: whoever asked took it back before it was answered. */
export const eventRequestStates = ['WAITING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'] as const;
export type EventRequestState = (typeof eventRequestStates)[number];

export const EventRequestSchema = defineEntity({
  name: 'EventRequest',
  indexes: [{ properties: ['asker', 'createdAt'] }, { properties: ['state', 'createdAt'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    asker: () => p.manyToOne(UserSchema).ref().deleteRule('cascade'),
    problem: () => p.manyToOne(ProblemSchema).ref().index().deleteRule('cascade'),
    title: p.string().length(200),
    /** Proposed: whether it is free shows when the event is made. */
    slug: p.string().length(63),
    opensAt: p.datetime(3),
    closesAt: p.datetime(3),
    /** How many people are expected to take part. */
    peopleCount: p.integer(),
    /** What the event is for, in the asker's words. Plain text. */
    purpose: p.string().length(2000),
    state: p.enum(eventRequestStates).default('WAITING'),
    createdAt: p.datetime(3),
    /** When it stopped waiting; null while it waits. */
    endedAt: p.datetime(3).nullable(),
    /** What whoever answered had to say to the asker. */
    note: p.string().length(1000).nullable(),
    /** What was made of it; null unless accepted. */
    event: () => p.manyToOne(EventSchema).ref().nullable().index().deleteRule('set null'),
  },
});

/** Reached only by whoever asked and by site admins. */
@ObjectType({ simpleResolvers: true, description: 'For whoever asked, and for site admins.' })
export class EventRequest extends EventRequestSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare title: string;
  @Field(() => String, { description: 'As it was proposed.' }) declare slug: string;
  @Field(() => Date) declare opensAt: Date;
  @Field(() => Date) declare closesAt: Date;
  @Field(() => Int, { description: 'How many people are expected to take part.' }) declare peopleCount: number;
  @Field(() => String, { description: 'What the event is for. Plain text.' }) declare purpose: string;
  @Field(() => eventRequestStateEnum) declare state: Opt<EventRequestState>;
  @Field(() => Date) declare createdAt: Date;
  @Field(() => Date, { nullable: true, description: 'When it stopped waiting.' }) declare endedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'A word to the asker.' }) declare note: string | null;
}
EventRequestSchema.setClass(EventRequest);
