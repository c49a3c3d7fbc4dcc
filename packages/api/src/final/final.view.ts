import 'reflect-metadata';
import { ArrayMaxSize, IsUUID } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../graphql/refusal.type.js';
import { Submission } from '../submissions/submission.entity.js';

@InputType()
export class SelectForFinalInput {
  @Field(() => ID) @IsUUID() declare teamId: string;
  @Field(() => [ID], { description: 'All that shall be chosen from now on; none leaves it to the public scores.' })
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  declare submissionIds: string[];
}

@ObjectType({ simpleResolvers: true })
export class SelectForFinalResult {
  @Field(() => [Submission], { description: 'Those that were chosen, or are no longer.' })
  declare submissions: Submission[];
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class FinalEntry {
  @Field(() => ID) declare submissionId: string;
  @Field(() => String) declare name: string;
  @Field(() => Date) declare submittedAt: Date;
  @Field(() => Float, { nullable: true, description: 'Null where not finite.' }) declare publicScore: number | null;
  @Field(() => Float, { nullable: true, description: 'Null where not finite.' }) declare privateScore: number | null;
}

@ObjectType('FinalStanding', { simpleResolvers: true })
export class FinalStandingView {
  @Field(() => ID) declare teamId: string;
  @Field(() => String) declare teamName: string;
  @Field(() => [String], { description: 'Usernames of who was in the team when the event closed.' })
  declare members: string[];
  @Field(() => Boolean) declare isMine: boolean;
  @Field(() => Int, { description: 'By the team’s best public score.' }) declare publicRank: number;
  @Field(() => Int, { description: 'By the team’s best private score: what counts.' }) declare privateRank: number;
  @Field(() => Float, { nullable: true }) declare publicScore: number | null;
  @Field(() => Float, { nullable: true }) declare privateScore: number | null;
  @Field(() => [FinalEntry], { description: 'What counted for the team, the best private score first.' })
  declare entries: FinalEntry[];
}

@ObjectType({ simpleResolvers: true })
export class FinalStandings {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [FinalStandingView]) declare rows: FinalStandingView[];
}
