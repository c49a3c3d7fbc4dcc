import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type FailureReason, type FoldRunState, failureReasons, foldRunStates } from '@databoard/shared/fold-run-state';
import type { SubmissionFailure } from '@databoard/shared/outcome';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { failureReasonEnum, foldRunStateEnum } from '../graphql/enums.js';
import { EvaluationSchema } from './evaluation.entity.js';

export const FoldRunSchema = defineEntity({
  name: 'FoldRun',
  uniques: [{ properties: ['evaluation', 'foldIndex'] }],
  indexes: [
    {
      name: 'fold_run_unfinished_index',
      properties: ['changedAt'],
      where: "state in ('NEW', 'TRAINING', 'TRAINED', 'VALIDATED', 'TESTED')",
    },
    {
      name: 'fold_run_waiting_index',
      properties: ['evaluation', 'foldIndex'],
      where: "state = 'NEW' and dispatched_at is null",
    },
    { name: 'fold_run_charged_index', properties: ['id'], where: 'charged_seconds is not null' },
  ],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    evaluation: () => p.manyToOne(EvaluationSchema).ref(),
    foldIndex: p.integer(),
    /** Only `move-fold-run.ts` writes it. */
    state: p.enum(foldRunStates).default('NEW'),
    /** Which try counts; reports of others are dropped. */
    attempt: p.integer().default(1),
    /** How many tries failed by the platform's fault. */
    faults: p.integer().default(0),
    /** How many tries were lost with a worker that was seen running them. */
    losses: p.integer().default(0),
    reason: p.enum(failureReasons).nullable(),
    failure: p.json<SubmissionFailure>().nullable(),
    /** What the platform's last fault was; for organisers' logs, never for participants. */
    faultDetail: p.text().nullable(),
    trainSeconds: p.double().nullable(),
    validSeconds: p.double().nullable(),
    testSeconds: p.double().nullable(),
    cpuSeconds: p.double().nullable(),
    /** How long it held a worker's slot. */
    wallSeconds: p.double().nullable(),
    peakMemoryMiB: p.double().name('peak_memory_mib').nullable(),
    trainPredictionDigest: p.string().length(64).nullable(),
    testPredictionDigest: p.string().length(64).nullable(),
    logDigest: p.string().length(64).nullable(),
    worker: p.string().length(200).nullable(),
    /** What the scheduler has charged the team for this attempt, until the real figure replaces it; null when settled. */
    chargedSeconds: p.double().nullable(),
    /** Where the attempt began on the team's virtual clock; the queue's order. */
    virtualStart: p.double().nullable(),
    /** When this attempt was first seen running; null for those too short to be seen. */
    startedAt: p.datetime(3).nullable(),
    /** When the job of this attempt was put in the queue; null until then. */
    dispatchedAt: p.datetime(3).nullable(),
    changedAt: p.datetime(3),
  },
});

/** One evaluation on one fold. Scores, failure, log and figures are guarded field resolvers. */
@ObjectType({ simpleResolvers: true })
export class FoldRun extends FoldRunSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => Int) declare foldIndex: number;
  @Field(() => foldRunStateEnum) declare state: Opt<FoldRunState>;
  @Field(() => Int) declare attempt: Opt<number>;
  @Field(() => failureReasonEnum, { nullable: true }) declare reason: FailureReason | null;
  @Field(() => Float, { nullable: true }) declare trainSeconds: number | null;
  @Field(() => Float, { nullable: true }) declare validSeconds: number | null;
  @Field(() => Float, { nullable: true }) declare testSeconds: number | null;
  @Field(() => Float, { nullable: true }) declare cpuSeconds: number | null;
  @Field(() => Float, { nullable: true, description: 'How long it held a worker’s slot.' })
  declare wallSeconds: number | null;
  @Field(() => Date, { nullable: true, description: 'When this attempt was first seen running.' })
  declare startedAt: Date | null;
  @Field(() => Float, { nullable: true }) declare peakMemoryMiB: number | null;
}
FoldRunSchema.setClass(FoldRun);
