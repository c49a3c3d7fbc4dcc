import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { BlendState } from '../blending/blend.entity.js';
import { blendStateEnum } from '../graphql/enums.js';
import { ScoreType } from '../problems/problem.inputs.js';

@ObjectType({ simpleResolvers: true })
export class LeaderboardScore {
  @Field(() => String) declare scoreType: string;
  @Field(() => Float, { nullable: true, description: 'Bagged validation score; null where not finite.' })
  declare value: number | null;
  @Field(() => Float, { nullable: true }) declare mean: number | null;
  @Field(() => Float, { nullable: true, description: 'Sample deviation over folds; 0 for one fold.' })
  declare std: number | null;
}

@ObjectType({ simpleResolvers: true })
export class LeaderboardRow {
  @Field(() => ID, { description: 'The submission’s id.' }) declare id: string;
  @Field(() => Int) declare rank: number;
  @Field(() => String) declare teamName: string;
  @Field(() => String) declare submissionName: string;
  @Field(() => Boolean) declare isMine: boolean;
  @Field(() => [LeaderboardScore], { description: 'In the order of `scoreTypes`.' }) declare scores: LeaderboardScore[];
  @Field(() => Float, { nullable: true, description: 'Sum over folds.' }) declare trainSeconds: number | null;
  @Field(() => Float, { nullable: true, description: 'Sum over folds.' }) declare validSeconds: number | null;
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
export class LeaderboardBlendScore {
  @Field(() => String) declare scoreType: string;
  @Field(() => Float, {
    nullable: true,
    description: 'Bagged validation score of the ensembles; null where not finite.',
  })
  declare value: number | null;
  @Field(() => Float, { nullable: true, description: 'The same of each fold’s best submission alone.' })
  declare foldwiseBest: number | null;
}

@ObjectType({ simpleResolvers: true })
export class LeaderboardBlend {
  @Field(() => blendStateEnum, { description: 'Of the newest one; the last that was `DONE` is shown meanwhile.' })
  declare state: BlendState;
  @Field(() => Date, { nullable: true, description: 'Null while none is shown.' }) declare computedAt: Date | null;
  @Field(() => [LeaderboardBlendScore], { description: 'In the order of `scoreTypes`; empty while none is shown.' })
  declare scores: LeaderboardBlendScore[];
}

@ObjectType({ simpleResolvers: true })
export class Leaderboard {
  @Field(() => ID, { description: '`<event id>:public`' }) declare id: string;
  @Field(() => String) declare eventSlug: string;
  @Field(() => [ScoreType], { description: 'The columns, official first.' }) declare scoreTypes: ScoreType[];
  @Field(() => [LeaderboardRow]) declare rows: LeaderboardRow[];
  @Field(() => LeaderboardBlend, {
    nullable: true,
    description: 'The ensemble of all submissions; null until there is one.',
  })
  declare blend: LeaderboardBlend | null;
  @Field(() => Int) declare inProgressCount: number;
  @Field(() => Int) declare failedCount: number;
  @Field(() => Date) declare updatedAt: Date;
}
