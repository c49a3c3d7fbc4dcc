import 'reflect-metadata';
import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { FailureReason } from '@databoard/shared/fold-run-state';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { evaluationStateEnum, failureReasonEnum } from '../graphql/enums.js';
import type { DayOfEvent, EventStatistics } from './statistics.query.js';

@ObjectType('DayOfEvent', { simpleResolvers: true })
class DayOfEventView implements DayOfEvent {
  @Field(() => String, { description: 'A UTC day, as 2026-11-25.' }) declare day: string;
  @Field(() => Int) declare signUps: number;
  @Field(() => Int, { description: 'Teams that submitted.' }) declare activeTeams: number;
  @Field(() => Int) declare submissions: number;
  @Field(() => Int, { description: 'Of the submissions of that day.' }) declare scored: number;
  @Field(() => Int, { description: 'Of the submissions of that day.' }) declare failed: number;
  @Field(() => Int, { description: 'Of the event: once an hour for whoever looks.' }) declare views: number;
  @Field(() => Int, { description: 'Of code of other teams.' }) declare codeViews: number;
  @Field(() => Int, { description: 'Of code of other teams.' }) declare downloads: number;
  @Field(() => Int) declare kitDownloads: number;
  @Field(() => Int, { description: 'Of code of other teams into drafts.' }) declare imports: number;
}

@ObjectType('SubmissionsInState', { simpleResolvers: true })
class SubmissionsInStateView {
  @Field(() => evaluationStateEnum) declare state: EvaluationState;
  @Field(() => Int) declare count: number;
}

@ObjectType('FailuresByReason', { simpleResolvers: true })
class FailuresByReasonView {
  @Field(() => failureReasonEnum) declare reason: FailureReason;
  @Field(() => Int) declare count: number;
}

/** How an event goes, for those who run it. */
@ObjectType('EventStatistics', { simpleResolvers: true })
export class EventStatisticsView implements EventStatistics {
  @Field(() => [DayOfEventView], { description: 'Every day of the stretch, oldest first.' })
  declare days: DayOfEventView[];
  @Field(() => Int, { description: 'Approved ones, today.' }) declare participants: number;
  @Field(() => Int, { description: 'Teams that wait for approval, today.' }) declare waiting: number;
  @Field(() => Int) declare teamsThatSubmitted: number;
  @Field(() => Int) declare submissions: number;
  @Field(() => Int, { description: 'Signed-in users who looked at the event.' }) declare viewers: number;
  @Field(() => [SubmissionsInStateView]) declare byState: SubmissionsInStateView[];
  @Field(() => [FailuresByReasonView], { description: 'Of the first failing fold.' })
  declare failures: FailuresByReasonView[];
  @Field(() => Float, { nullable: true, description: 'From submitting to the first fold at work.' })
  declare medianWaitSeconds: number | null;
  @Field(() => Float, { nullable: true, description: 'From there to the scores, of what was scored.' })
  declare medianRunSeconds: number | null;
}
