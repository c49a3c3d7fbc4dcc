import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defaultFoldLimits } from '@databoard/shared/limits';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { eventVisibilityEnum, signUpModeEnum } from '../graphql/enums.js';
import { ProblemVersionSchema } from '../problems/problem-version.entity.js';

/** `HIDDEN`: only for its admins, its participants and those invited. */
export const eventVisibilities = ['HIDDEN', 'PUBLIC'] as const;
export type EventVisibility = (typeof eventVisibilities)[number];

/** How one gets in: at once, with a code that the organisers hand out, or once an organiser has approved. */
export const signUpModes = ['OPEN', 'CODE', 'APPROVAL'] as const;
export type SignUpMode = (typeof signUpModes)[number];

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
    foldProcessesMax: p.integer().default(defaultFoldLimits.processesMax),
    foldDiskMiB: p.integer().name('fold_disk_mib').default(defaultFoldLimits.diskMiB),
    foldLogKiB: p
      .integer()
      .name('fold_log_kib')
      .default(defaultFoldLimits.logBytesMax / 1024),
    foldPredictionMiB: p
      .integer()
      .name('fold_prediction_mib')
      .default(defaultFoldLimits.predictionBytesMax / 2 ** 20),
    foldCores: p.integer().default(defaultFoldLimits.cores),
    /** What all folds of one evaluation may take together; null means no limit beyond each fold's. */
    evaluationTimeoutSeconds: p.integer().nullable(),
    /** A submission's first failing fold cancels the others. */
    stopsAtFirstFailure: p.boolean().default(true),
    /** The event's teams get this many times the workers' time of an event of weight 1. */
    weight: p.double().$type<number>().default(1),
    /** Name of the score type that ranks. */
    officialScoreType: p.string().length(200),
    /** The organisers' own words, Markdown. */
    description: p.text().default(''),
    visibility: p.enum(eventVisibilities).default('PUBLIC'),
    /** From then on nothing of it changes; null while it lives. */
    archivedAt: p.datetime(3).nullable(),
    /** Gone for everybody; the row stays for what the audit log says of it. Only events without submissions. */
    deletedAt: p.datetime(3).nullable(),
    signUpMode: p.enum(signUpModes).default('OPEN'),
    /** Kept readable, because organisers hand it out. Null unless signing up asks for it. */
    signUpCode: p.string().length(100).nullable(),
    /** Null: until the event closes. */
    signUpClosesAt: p.datetime(3).nullable(),
    /** Whether participants may read all code once the event has closed. */
    showsCodeAfterClosing: p.boolean().default(true),
    /** Goes up with every change of a setting; whoever changes one says which they have seen. */
    settingsVersion: p.integer().default(1),
    /** How many people may compete as one team. */
    maxTeamSize: p.integer().default(1),
    /** From then on teams stay as they are; null: until the event closes. */
    teamsFreezeAt: p.datetime(3).nullable(),
    /** How many submissions a team may choose for the final; null: its best public one is taken. */
    finalSelectionMax: p.integer().nullable(),
    /** The `boardVersion` that the final result was last looked at for; null until there is one. */
    resultVersion: p.integer().nullable(),
    /** Participants may read what their code prints even where the problem has private data. */
    showsLogs: p.boolean().default(false),
    /** Goes up in every transaction that changes a row of the boards; what is computed from them is kept by it. */
    boardVersion: p.integer().default(0),
    /** How many of those steps named the submissions that they changed (`BoardChange`); after any other, all are read again. */
    boardMarks: p.integer().default(0),
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
  @Field(() => String, { description: 'The organisers’ own words, Markdown source; empty without.' })
  declare description: Opt<string>;
  @Field(() => eventVisibilityEnum, {
    description: '`HIDDEN`: only for its admins, its participants and those invited.',
  })
  declare visibility: Opt<EventVisibility>;
  @Field(() => Date, { nullable: true, description: 'From then on nothing of it changes; null while it lives.' })
  declare archivedAt: Date | null;
  @Field(() => signUpModeEnum) declare signUpMode: Opt<SignUpMode>;
  @Field(() => Date, { nullable: true, description: 'Null: one can sign up until the event closes.' })
  declare signUpClosesAt: Date | null;
  @Field(() => Boolean, { description: 'Participants may read all code once the event has closed.' })
  declare showsCodeAfterClosing: Opt<boolean>;
  @Field(() => Int, { description: 'Goes up with every change of a setting.' })
  declare settingsVersion: Opt<number>;
  @Field(() => Int) declare minSecondsBetweenSubmissions: Opt<number>;
  @Field(() => Int, { nullable: true }) declare maxSubmissionsPerDay: number | null;
  @Field(() => Int, { nullable: true }) declare maxSubmissionsTotal: number | null;
  @Field(() => Int, { description: 'How many people may compete as one team.' }) declare maxTeamSize: Opt<number>;
  @Field(() => Date, { nullable: true, description: 'From then on teams stay as they are; null: from closing on.' })
  declare teamsFreezeAt: Date | null;
  @Field(() => Int, {
    nullable: true,
    description: 'How many submissions a team may choose for the final; null: its best on the public score is taken.',
  })
  declare finalSelectionMax: number | null;
  @Field(() => Int) declare foldTimeoutSeconds: number;
  @Field(() => Int) declare foldMemoryMiB: number;
  @Field(() => Int, { description: 'Processes and threads.' }) declare foldProcessesMax: Opt<number>;
  @Field(() => Int) declare foldDiskMiB: Opt<number>;
  @Field(() => Int) declare foldLogKiB: Opt<number>;
  @Field(() => Int) declare foldPredictionMiB: Opt<number>;
  @Field(() => Int) declare foldCores: Opt<number>;
  @Field(() => Int, { nullable: true, description: 'Of all folds together; null without a limit.' })
  declare evaluationTimeoutSeconds: number | null;
  @Field(() => Boolean, { description: 'The first failing fold cancels the others.' })
  declare stopsAtFirstFailure: Opt<boolean>;
  @Field(() => Float, { description: 'Share of the workers’ time beside other events, per team.' })
  declare weight: Opt<number>;
  @Field(() => Boolean, {
    description: 'Participants may read what their own code prints even where the problem has private data.',
  })
  declare showsLogs: Opt<boolean>;
  @Field(() => Float, { description: 'By how much a submission must improve the blend to get into it.' })
  declare blendMinImprovement: Opt<number>;
}
EventSchema.setClass(Event);
