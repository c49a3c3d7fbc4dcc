import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { evaluationStates } from '@databoard/shared/evaluation-state';
import type { StoredRescoredEvaluation } from '@databoard/shared/rescored-evaluation';
import { defineEntity, p } from '@mikro-orm/core';
import { Evaluation } from '../submissions/evaluation.entity.js';
import { Rescoring } from './rescoring.entity.js';

/** `WAITING` for a worker or with one; `DONE` with a result; `FAILED` by the platform's fault. */
export const rescoredEvaluationStates = ['WAITING', 'DONE', 'FAILED'] as const;
export type RescoredEvaluationState = (typeof rescoredEvaluationStates)[number];

// Refers to classes: of schemas the compiler writes out everything they reach, and gives up when that is too much.
export const RescoredEvaluationSchema = defineEntity({
  name: 'RescoredEvaluation',
  uniques: [{ properties: ['rescoring', 'evaluation'] }],
  indexes: [
    {
      name: 'rescored_evaluation_waiting_index',
      properties: ['rescoring', 'changedAt'],
      where: "state = 'WAITING'",
    },
  ],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    rescoring: () => p.manyToOne(Rescoring).ref(),
    /** The evaluation whose predictions are scored anew. */
    evaluation: () => p.manyToOne(Evaluation).ref().index(),
    /** Only `move-rescoring.ts` writes it. */
    state: p.enum(rescoredEvaluationStates).default('WAITING'),
    /** Which try counts; reports of others are dropped. */
    attempt: p.integer().default(1),
    /** How many tries failed by the platform's fault. */
    faults: p.integer().default(0),
    /** When the job of this attempt was put in the queue; null until then. */
    dispatchedAt: p.datetime(3).nullable(),
    changedAt: p.datetime(3),
    /** What the evaluation would be; null while waiting. */
    evaluationState: p.enum(evaluationStates).nullable(),
    /** Null unless `DONE`. Every score of every fold, so it is read only where it is needed. */
    result: p.json<StoredRescoredEvaluation>().nullable().lazy(),
    /** What the platform's last fault was; for admins. */
    faultDetail: p.text().nullable(),
    /** The evaluation that this one became; null until the rescoring is applied. */
    newEvaluation: () => p.manyToOne(Evaluation).ref().nullable().index().deleteRule('no action'),
  },
});

/** One evaluation in a rescoring. Reaches clients through the comparison only. */
export class RescoredEvaluation extends RescoredEvaluationSchema.class {}
RescoredEvaluationSchema.setClass(RescoredEvaluation);
