import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { EventSchema } from '../events/event.entity.js';
import { rescoringStateEnum } from '../graphql/enums.js';
import { ProblemVersionSchema } from '../problems/problem-version.entity.js';
import { UserSchema } from '../users/user.entity.js';

/**
 * `COMPUTING` while evaluations are scored anew, `READY` once all are; then `APPLIED` or `DROPPED` by an admin, or
 * `FAILED` when the new version's kit cannot be read any more.
 */
export const rescoringStates = ['COMPUTING', 'READY', 'APPLIED', 'DROPPED', 'FAILED'] as const;
export type RescoringState = (typeof rescoringStates)[number];

export const RescoringSchema = defineEntity({
  name: 'Rescoring',
  // At most one per event is open.
  uniques: [{ name: 'rescoring_open_unique', properties: ['event'], where: "state in ('COMPUTING', 'READY')" }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    event: () => p.manyToOne(EventSchema).ref().index(),
    /** The event's version when the rescoring was started, and the one that it shall have. */
    fromVersion: () => p.manyToOne(ProblemVersionSchema).ref().index(),
    toVersion: () => p.manyToOne(ProblemVersionSchema).ref().index(),
    /** Only `move-rescoring.ts` writes it. */
    state: p.enum(rescoringStates).default('COMPUTING'),
    /** Why, in the words of who started it. */
    note: p.text(),
    requestedBy: () => p.manyToOne(UserSchema).ref().index(),
    createdAt: p.datetime(3),
    /** Null unless applied or dropped. */
    endedBy: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('no action'),
    endedAt: p.datetime(3).nullable(),
    /** Null unless `FAILED`. */
    message: p.text().nullable(),
  },
});

/** An event's scored submissions, judged by another version of its problem without being run again. For its admins only. */
@ObjectType({ simpleResolvers: true })
export class Rescoring extends RescoringSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => rescoringStateEnum) declare state: Opt<RescoringState>;
  @Field(() => String) declare note: string;
  @Field(() => Date) declare createdAt: Date;
  @Field(() => Date, { nullable: true }) declare endedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it failed.' }) declare message: string | null;
}
RescoringSchema.setClass(Rescoring);
