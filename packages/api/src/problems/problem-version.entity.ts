import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { ElementRules } from '@databoard/shared/element-rules';
import type { StoredKitCheck } from '@databoard/shared/kit-check';
import type { ProblemDescription } from '@databoard/shared/problem-description';
import type { ProblemOptions } from '@databoard/shared/problem-options';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { problemVersionStateEnum } from '../graphql/enums.js';
import { UserSchema } from '../users/user.entity.js';
import type { KitSource } from './kit-source.js';
import { ProblemSchema } from './problem.entity.js';

/** `CHECKING` until a worker has read the kit, then `READY` with a description or `REFUSED` with a reason. */
export const problemVersionStates = ['CHECKING', 'READY', 'REFUSED'] as const;
export type ProblemVersionState = (typeof problemVersionStates)[number];

/** A kit check, begun when its version gets ready: `WAITING` for a worker or running there, then one of the ends. */
export const kitCheckStates = ['WAITING', 'DONE', 'FAILED'] as const;
export type KitCheckState = (typeof kitCheckStates)[number];

/** What is wrong with a kit, for its author. */
export interface KitRefusal {
  message: string;
  fileName: string | null;
  line: number | null;
}

export const ProblemVersionSchema = defineEntity({
  name: 'ProblemVersion',
  uniques: [{ properties: ['problem', 'number'] }],
  indexes: [
    { properties: ['state'], where: "state = 'CHECKING'", name: 'problem_version_checking_index' },
    { properties: ['checkState'], where: "check_state = 'WAITING'", name: 'problem_version_check_waiting_index' },
  ],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    problem: () => p.manyToOne(ProblemSchema).ref(),
    number: p.integer(),
    /** The kit's tree and the private data's tree; a null data digest means the kit's own data. */
    kitDigest: p.string().length(64),
    dataDigest: p.string().length(64).nullable(),
    /** How kit and data are read and run: the kit's own options file with the publisher's words on top. */
    options: p.json<ProblemOptions>(),
    /** What the kit's author says about the files of submissions, by element. */
    elementRules: p.json<ElementRules>().default('{}'),
    /** What the publisher says has changed. */
    note: p.string().length(2000).nullable(),
    /** Null for versions from before it was written down. */
    source: p.json<KitSource>().nullable(),
    publishedBy: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    state: p.enum(problemVersionStates).default('CHECKING'),
    /** Null unless `READY`. */
    description: p.json<ProblemDescription>().nullable(),
    /** Null unless `REFUSED`. */
    refusal: p.json<KitRefusal>().nullable(),
    /** Which try at reading the kit counts; reports of others are dropped. */
    attempt: p.integer().default(1),
    /** How many tries failed by the platform's fault. */
    faults: p.integer().default(0),
    /** When the job of this attempt was put in the queue; null until then. */
    dispatchedAt: p.datetime(3).nullable(),
    /** Null until the version is `READY`, and for versions from before there were kit checks. */
    checkState: p.enum(kitCheckStates).nullable(),
    /** Which try at the kit check counts, and how many since it began came to nothing. */
    checkAttempt: p.integer().default(0),
    checkFaults: p.integer().default(0),
    checkDispatchedAt: p.datetime(3).nullable(),
    checkChangedAt: p.datetime(3).nullable(),
    /** Null unless `DONE`. Has every score of every fold, so that it is read only where it is shown. */
    checkResult: p.json<StoredKitCheck>().nullable().lazy(),
    /** Why the check `FAILED`; else null. */
    checkMessage: p.text().nullable(),
    createdAt: p.datetime(3),
    changedAt: p.datetime(3),
    /** Its row stays, for the audit log and so that its number is not given again; unseen, and `REFUSED`. */
    deletedAt: p.datetime(3).nullable(),
    /** When the artifacts went that only this deleted version referred to. */
    artifactsRemovedAt: p.datetime(3).nullable(),
  },
});

/** Kit, private data and what a worker read from them. */
@ObjectType({ simpleResolvers: true })
export class ProblemVersion extends ProblemVersionSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => Int) declare number: number;
  @Field(() => problemVersionStateEnum) declare state: Opt<ProblemVersionState>;
  @Field(() => Date) declare createdAt: Date;
}
ProblemVersionSchema.setClass(ProblemVersion);
