import 'reflect-metadata';
import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { FailureReason } from '@databoard/shared/fold-run-state';
import type { Step } from '@databoard/shared/score';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { BlendState } from '../blending/blend.entity.js';
import {
  blendStateEnum,
  boardColumnEnum,
  boardKindEnum,
  evaluationStateEnum,
  failureReasonEnum,
  stepEnum,
} from '../graphql/enums.js';
import { ScoreType } from '../problems/problem.inputs.js';
import type { BoardColumn } from './board-columns.js';
import type { BoardKind } from './board-kind.js';

@ObjectType({ simpleResolvers: true })
export class BoardScore {
  @Field(() => String) declare scoreType: string;
  @Field(() => stepEnum) declare step: Step;
  @Field(() => Float, { nullable: true, description: 'Bagged; null where there is none, or none that is finite.' })
  declare value: number | null;
  @Field(() => Float, { nullable: true, description: 'Over folds.' }) declare mean: number | null;
  @Field(() => Float, { nullable: true, description: 'Sample deviation over folds; 0 for one fold.' })
  declare std: number | null;
}

@ObjectType({ simpleResolvers: true })
export class BoardRow {
  @Field(() => ID) declare submissionId: string;
  @Field(() => Int, { nullable: true, description: 'On the whole board; null where nothing ranks.' })
  declare rank: number | null;
  @Field(() => Boolean, { description: 'Another row has the same rank: the same score at the same instant.' })
  declare isTied: boolean;
  @Field(() => Int, { nullable: true, description: 'Public rank minus private rank; null on all but private boards.' })
  declare move: number | null;
  @Field(() => String) declare teamName: string;
  @Field(() => String) declare submissionName: string;
  @Field(() => Boolean, { description: 'Of the viewer’s team.' }) declare isMine: boolean;
  @Field(() => evaluationStateEnum) declare state: EvaluationState;
  @Field(() => failureReasonEnum, { nullable: true, description: 'For its team and the organisers; else null.' })
  declare reason: FailureReason | null;
  @Field(() => [BoardScore], {
    description: 'By step, the one that ranks first; within it by score type, in the order of `scoreTypes`.',
  })
  declare scores: BoardScore[];
  @Field(() => Float, { nullable: true, description: 'Sum over folds.' }) declare trainSeconds: number | null;
  @Field(() => Float, { nullable: true, description: 'Sum over folds.' }) declare validSeconds: number | null;
  @Field(() => Float, { nullable: true, description: 'Sum over folds.' }) declare testSeconds: number | null;
  @Field(() => Float, { nullable: true, description: 'The most that a fold took.' })
  declare peakMemoryMiB: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'What it adds to the blend, 0 to 1; all sum to 1. Null until a blend had it among its candidates.',
  })
  declare contributivity: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      'What is left of its contributivity, and of what others pass on to it, once all credits are passed on.',
  })
  declare historicalContributivity: number | null;
  @Field(() => Date) declare submittedAt: Date;
}

@ObjectType({ simpleResolvers: true })
export class BoardBlendScore {
  @Field(() => String) declare scoreType: string;
  @Field(() => stepEnum) declare step: Step;
  @Field(() => Float, { nullable: true, description: 'Bagged score of the ensembles; null where not finite.' })
  declare value: number | null;
  @Field(() => Float, { nullable: true, description: 'The same of each fold’s best submission alone.' })
  declare foldwiseBest: number | null;
}

@ObjectType('BoardBlend', { simpleResolvers: true })
export class BoardBlendView {
  @Field(() => blendStateEnum, { description: 'Of the newest one; the last that was `DONE` is shown meanwhile.' })
  declare state: BlendState;
  @Field(() => Date, { nullable: true, description: 'Null while none is shown.' }) declare computedAt: Date | null;
  @Field(() => Int, { description: 'How many submissions have a part in it.' }) declare memberCount: number;
  @Field(() => [BoardBlendScore], { description: 'Of the steps that the board shows; empty while none is shown.' })
  declare scores: BoardBlendScore[];
}

@ObjectType('Board', { simpleResolvers: true })
export class BoardView {
  @Field(() => String) declare eventSlug: string;
  @Field(() => boardKindEnum) declare kind: BoardKind;
  @Field(() => Int, { description: 'Goes up with every change of the event’s boards.' }) declare version: number;
  @Field(() => [ScoreType], { description: 'The official one first.' }) declare scoreTypes: ScoreType[];
  @Field(() => Boolean, { description: 'It ranks by the mean over folds, not by the bagged score.' })
  declare ranksByMean: boolean;
  @Field(() => [boardColumnEnum], { description: 'What the viewer may see of it and sort it by, in order.' })
  declare columns: BoardColumn[];
  @Field(() => Int, { description: 'Rows on the whole board, whatever the filter.' }) declare size: number;
  @Field(() => Int, { description: 'Rows that pass the filter.' }) declare totalCount: number;
  @Field(() => Int, { description: 'Where the page begins among those.' }) declare offset: number;
  @Field(() => [BoardRow]) declare rows: BoardRow[];
  @Field(() => BoardBlendView, {
    nullable: true,
    description: 'The ensemble of all submissions; null until there is one, and on boards of other moments.',
  })
  declare blend: BoardBlendView | null;
  @Field(() => Int) declare inProgressCount: number;
  @Field(() => Int) declare failedCount: number;
}

@ObjectType({ simpleResolvers: true })
export class BoardPoint {
  @Field(() => ID) declare submissionId: string;
  @Field(() => String) declare submissionName: string;
  @Field(() => String) declare teamName: string;
  @Field(() => Boolean) declare isMine: boolean;
  @Field(() => Date) declare submittedAt: Date;
  @Field(() => Float, { description: 'The public score.' }) declare value: number;
  @Field(() => Float, { nullable: true, description: 'Sum over folds.' }) declare trainSeconds: number | null;
  @Field(() => Float, { nullable: true }) declare contributivity: number | null;
  @Field(() => Float, { nullable: true }) declare historicalContributivity: number | null;
}

@ObjectType('BoardChart', {
  simpleResolvers: true,
  description: 'The public board over time. Of submissions with a finite public score.',
})
export class BoardChartView {
  @Field(() => ScoreType) declare scoreType: ScoreType;
  @Field(() => Int, { description: 'How many there are; of more than 2,000, not all are points.' })
  declare totalCount: number;
  @Field(() => [BoardPoint], { description: 'By time.' }) declare points: BoardPoint[];
  @Field(() => [BoardPoint], { description: 'Those that were better than all before them, by time.' })
  declare bestSoFar: BoardPoint[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'That an event’s boards have changed. Says nothing of what they show: ask for it with the rights of the day.',
})
export class BoardChange {
  @Field(() => ID) declare eventId: string;
  @Field(() => String) declare eventSlug: string;
  @Field(() => Int) declare version: number;
}
