import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { blendStateEnum } from '../graphql/enums.js';
import { Submission } from '../submissions/submission.entity.js';
import type { Blend, BlendState } from './blend.entity.js';

@ObjectType({ simpleResolvers: true })
export class BlendCurvePoint {
  @Field(() => Int, { description: 'How many members each fold’s ensemble has, or all that it chose, if fewer.' })
  declare size: number;
  @Field(() => Float, { nullable: true, description: 'Bagged over folds; null where not finite.' })
  declare value: number | null;
}

@ObjectType({ simpleResolvers: true })
export class BlendFoldCurve {
  @Field(() => Int) declare foldIndex: number;
  @Field(() => [ID], { description: 'The submissions in order of choice, repeats included.' })
  declare submissionIds: string[];
  @Field(() => [Float], {
    nullable: 'items',
    description: 'The fold’s validation score with the first of them, the first two, and so on; null where not finite.',
  })
  declare values: (number | null)[];
}

/** How the validation score that chooses the members changes with each of them. */
@ObjectType({ simpleResolvers: true })
export class BlendCurve {
  @Field(() => [BlendCurvePoint], { description: 'By size: all small ones, some of the larger, and the last.' })
  declare combined: BlendCurvePoint[];
  @Field(() => [BlendFoldCurve], {
    description: 'By fold; none for others than organisers while teams compete, as they tell scores of single folds.',
  })
  declare folds: BlendFoldCurve[];
}

/** An event's blend as it is shown. Members, scores and curve are field resolvers that ask a policy. */
@ObjectType('Blend', { simpleResolvers: true })
export class BlendView {
  @Field(() => ID, { description: '`<event id>:blend`' }) declare id: string;
  @Field(() => blendStateEnum, { description: 'Of the newest one; the last that was `DONE` is shown meanwhile.' })
  declare state: BlendState;
  @Field(() => Date, { nullable: true, description: 'When what is shown was computed; null if nothing is.' })
  declare computedAt: Date | null;
  @Field(() => String, { description: 'The score type that chooses the members.' }) declare scoreType: string;
  @Field(() => Float, { description: 'By how much a newcomer must improve the score.' })
  declare minImprovement: number;
  @Field(() => Int, { nullable: true, description: 'How many submissions the members were chosen from.' })
  declare candidateCount: number | null;
  @Field(() => String, { nullable: true, description: 'Why the newest one came to nothing; for organisers.' })
  declare message: string | null;
  /** What is shown; null when no blend has been `DONE`. */
  declare shown: Blend | null;
}

@ObjectType({ simpleResolvers: true })
export class BlendMember {
  @Field(() => Submission) declare submission: Submission;
  @Field(() => Int) declare foldIndex: number;
  @Field(() => Float, { description: 'Its part of the places in the fold’s ensemble; those of a fold sum to 1.' })
  declare weight: number;
  @Field(() => Int, { description: 'How often it was chosen.' }) declare places: number;
}
