import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { ProblemVersionSchema } from '../problems/problem-version.entity.js';

export const EventSchema = defineEntity({
  name: 'Event',
  indexes: [{ name: 'event_blend_due_index', properties: ['id'], where: 'board_version <> blended_version' }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    slug: p.string().length(63).unique(),
    title: p.string().length(200),
    problemVersion: () => p.manyToOne(ProblemVersionSchema).ref().index(),
    opensAt: p.datetime(3),
    /** When approved participants may read each other's code. */
    publicOpensAt: p.datetime(3),
    closesAt: p.datetime(3),
    minSecondsBetweenSubmissions: p.integer().default(900),
    /** Null means no cap. A day is a UTC day. */
    maxSubmissionsPerDay: p.integer().nullable(),
    maxSubmissionsTotal: p.integer().nullable(),
    foldTimeoutSeconds: p.integer(),
    foldMemoryMiB: p.integer().name('fold_memory_mib'),
    /** Name of the score type that ranks. */
    officialScoreType: p.string().length(200),
    requiresApproval: p.boolean().default(false),
    /** Goes up in every transaction that changes a row of the boards; what is computed from them is kept by it. */
    boardVersion: p.integer().default(0),
    /** The `boardVersion` that the last blend was begun for, or that needed none; another one means that one is due. */
    blendedVersion: p.integer().default(0),
    /** By how much a submission must improve the blend to get into it. */
    blendMinImprovement: p.double().$type<number>().default(0),
    createdAt: p.datetime(3),
  },
});

/** One timed run of a problem version. */
@ObjectType({ simpleResolvers: true })
export class Event extends EventSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare slug: string;
  @Field(() => String) declare title: string;
  @Field(() => Date) declare opensAt: Date;
  @Field(() => Date) declare publicOpensAt: Date;
  @Field(() => Date) declare closesAt: Date;
  @Field(() => Int) declare minSecondsBetweenSubmissions: Opt<number>;
  @Field(() => Int, { nullable: true }) declare maxSubmissionsPerDay: number | null;
  @Field(() => Int, { nullable: true }) declare maxSubmissionsTotal: number | null;
  @Field(() => Int) declare foldTimeoutSeconds: number;
  @Field(() => Int) declare foldMemoryMiB: number;
  @Field(() => Float, { description: 'By how much a submission must improve the blend to get into it.' })
  declare blendMinImprovement: Opt<number>;
}
EventSchema.setClass(Event);
