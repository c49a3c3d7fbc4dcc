import 'reflect-metadata';
import type { EvaluationState } from '@databoard/shared/evaluation-state';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { evaluationStateEnum, rescoredEvaluationStateEnum } from '../graphql/enums.js';
import { ScoreType } from '../problems/problem.inputs.js';
import { finiteOrNull } from '../submissions/official-score.js';
import type { Judged, Ranks } from './compare-rescoring.js';
import type { RescoredRow, RescoringComparison } from './read-rescoring-comparison.js';
import type { RescoredEvaluationState } from './rescored-evaluation.entity.js';

@ObjectType({ simpleResolvers: true })
export class RescoredStanding {
  @Field(() => evaluationStateEnum) declare state: EvaluationState;
  @Field(() => Float, { nullable: true, description: 'Official validation score; null where not finite.' })
  declare publicScore: number | null;
  @Field(() => Float, { nullable: true, description: 'Official test score; null where not finite.' })
  declare privateScore: number | null;
  @Field(() => Int, { nullable: true, description: 'In the competition; null unless it is its team’s entry.' })
  declare publicRank: number | null;
  @Field(() => Int, { nullable: true }) declare privateRank: number | null;
}

@ObjectType({ simpleResolvers: true })
export class RescoringRow {
  @Field(() => ID, { description: 'The submission’s id.' }) declare id: string;
  @Field(() => String) declare submissionName: string;
  @Field(() => String) declare teamName: string;
  @Field(() => Date) declare submittedAt: Date;
  @Field(() => rescoredEvaluationStateEnum) declare state: RescoredEvaluationState;
  @Field(() => RescoredStanding) declare before: RescoredStanding;
  @Field(() => RescoredStanding, { nullable: true, description: 'Null while it waits.' })
  declare after: RescoredStanding | null;
  @Field(() => Boolean) declare isScoreChanged: boolean;
  @Field(() => Boolean) declare isRankChanged: boolean;
  @Field(() => String, { nullable: true, description: 'Why it has no score after.' }) declare message: string | null;
}

@ObjectType('RescoringComparison', { simpleResolvers: true })
export class RescoringComparisonView {
  @Field(() => [RescoringRow], { description: 'Largest change of rank first.' }) declare rows: RescoringRow[];
  @Field(() => Int, { description: 'Of all rows, also those cut off.' }) declare rowCount: number;
  @Field(() => Int, { description: 'How many official scores change.' }) declare scoreChanges: number;
  @Field(() => Int, { description: 'How many ranks change, on the public or the private board.' })
  declare rankChanges: number;
  @Field(() => Int, { description: 'How many lose their score.' }) declare losses: number;
  @Field(() => ScoreType) declare scoreTypeBefore: ScoreType;
  @Field(() => ScoreType) declare scoreTypeAfter: ScoreType;
}

/** The comparison as GraphQL shows it, cut after `first` rows. */
export const viewOfComparison = (
  { rows, scoreChanges, rankChanges, losses, before, after }: RescoringComparison,
  first: number,
): RescoringComparisonView => ({
  rows: rows.slice(0, first).map((row) => ({
    id: row.submissionId,
    submissionName: row.submissionName,
    teamName: row.teamName,
    submittedAt: row.submittedAt,
    state: row.progress,
    before: standingOf(row.before, row.stateBefore, row.ranksBefore),
    after: row.after === null ? null : standingOf(row.after, stateAfter(row), row.ranksAfter),
    isScoreChanged: row.isScoreChanged,
    isRankChanged: row.isRankChanged,
    message: row.message,
  })),
  rowCount: rows.length,
  scoreChanges,
  rankChanges,
  losses,
  scoreTypeBefore: before.scoreType,
  scoreTypeAfter: after.scoreType,
});

const standingOf = (judged: Judged, state: EvaluationState, ranks: Ranks): RescoredStanding => ({
  state,
  publicScore: finiteOrNull(judged.publicScore),
  privateScore: finiteOrNull(judged.privateScore),
  ...ranks,
});

function stateAfter({ stateAfter: state, submissionId }: RescoredRow): EvaluationState {
  if (state === null) throw new Error(`Submission ${submissionId} was scored anew without a state.`);
  return state;
}
