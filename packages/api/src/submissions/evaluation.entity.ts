import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { baggingStates, type EvaluationState, evaluationStates } from '@databoard/shared/evaluation-state';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { evaluationKindEnum, evaluationStateEnum } from '../graphql/enums.js';
import { ProblemVersionSchema } from '../problems/problem-version.entity.js';
import { SubmissionSchema } from './submission.entity.js';

/** The first judging of a submission, one that an organiser asked for, one with corrected scoring or labels. */
export const evaluationKinds = ['LIVE', 'RERUN', 'RESCORE'] as const;
export type EvaluationKind = (typeof evaluationKinds)[number];

export const EvaluationSchema = defineEntity({
  name: 'Evaluation',
  uniques: [{ name: 'evaluation_current_unique', properties: ['submission'], where: 'is_current' }],
  indexes: [
    {
      name: 'evaluation_unfinished_index',
      properties: ['state', 'createdAt'],
      where: "state in ('NEW', 'RUNNING', 'BAGGING')",
    },
    { name: 'evaluation_untold_index', properties: ['endedAt'], where: 'ended_at is not null and not is_told' },
  ],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    submission: () => p.manyToOne(SubmissionSchema).ref().index(),
    problemVersion: () => p.manyToOne(ProblemVersionSchema).ref().index(),
    /** Why there is this judging. What is not `LIVE` waits behind what is. */
    kind: p.enum(evaluationKinds).default('LIVE'),
    /** False once a later judging of the same submission has replaced it. */
    isCurrent: p.boolean().default(true),
    /** Only `move-fold-run.ts` writes it: always what `evaluationStateFrom` says. */
    state: p.enum(evaluationStates).default('NEW'),
    bagging: p.enum(baggingStates).default('PENDING'),
    /** Which try at bagging counts; 0 until every fold is scored. */
    bagAttempt: p.integer().default(0),
    bagFaults: p.integer().default(0),
    /** When the bag job of this attempt was put in the queue; null until then. */
    bagDispatchedAt: p.datetime(3).nullable(),
    bagChangedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3),
    startedAt: p.datetime(3).nullable(),
    endedAt: p.datetime(3).nullable(),
    /** Whether its team has been told that it ended. */
    isTold: p.boolean().default(false),
  },
});

/** One judging of one submission on one problem version. Its row is locked by whoever changes it or its fold runs. */
@ObjectType({ simpleResolvers: true })
export class Evaluation extends EvaluationSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => evaluationKindEnum) declare kind: Opt<EvaluationKind>;
  @Field(() => evaluationStateEnum) declare state: Opt<EvaluationState>;
  @Field(() => Date) declare createdAt: Date;
  @Field(() => Date, { nullable: true }) declare startedAt: Date | null;
  @Field(() => Date, { nullable: true }) declare endedAt: Date | null;
}
EvaluationSchema.setClass(Evaluation);
