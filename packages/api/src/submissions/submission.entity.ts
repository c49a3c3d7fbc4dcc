import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { ParticipationSchema } from '../events/participation.entity.js';
import { submissionStandingEnum } from '../graphql/enums.js';
import { UserSchema } from '../users/user.entity.js';

/** Withdrawn by its own team, disqualified by an organiser. */
export const submissionStandings = ['COUNTED', 'WITHDRAWN', 'DISQUALIFIED'] as const;
export type SubmissionStanding = (typeof submissionStandings)[number];

export const SubmissionSchema = defineEntity({
  name: 'Submission',
  uniques: [{ properties: ['participation', 'name'] }, { properties: ['participation', 'idempotencyKey'] }],
  indexes: [{ properties: ['participation', 'submittedAt'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    participation: () => p.manyToOne(ParticipationSchema).ref(),
    author: () => p.manyToOne(UserSchema).ref().index(),
    name: p.string().length(40),
    /** The tree of the submitted files in the artifact store. */
    filesDigest: p.string().length(64),
    /** The client's name for this one act of submitting; a second request with it gets the same submission. */
    idempotencyKey: p.string().length(100).nullable(),
    submittedAt: p.datetime(3),
    /** What is not `COUNTED` takes no part in boards and blends. */
    standing: p.enum(submissionStandings).default('COUNTED'),
    standingNote: p.string().length(1000).nullable(),
    standingChangedAt: p.datetime(3).nullable(),
    standingChangedBy: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('no action'),
  },
});

/** An immutable, named set of files. Everything guarded (files, scores, failures) is a field resolver. */
@ObjectType({ simpleResolvers: true })
export class Submission extends SubmissionSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare name: string;
  @Field(() => Date) declare submittedAt: Date;
  @Field(() => submissionStandingEnum) declare standing: Opt<SubmissionStanding>;
  @Field(() => Date, { nullable: true }) declare standingChangedAt: Date | null;
}
SubmissionSchema.setClass(Submission);
