import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { ParticipationSchema } from '../events/participation.entity.js';
import { UserSchema } from '../users/user.entity.js';

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
  },
});

/** An immutable, named set of files. Everything guarded (files, scores, failures) is a field resolver. */
@ObjectType({ simpleResolvers: true })
export class Submission extends SubmissionSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare name: string;
  @Field(() => Date) declare submittedAt: Date;
}
SubmissionSchema.setClass(Submission);
