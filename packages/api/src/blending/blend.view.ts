import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { blendStateEnum } from '../graphql/enums.js';
import { Submission } from '../submissions/submission.entity.js';
import type { Blend, BlendState } from './blend.entity.js';

/** An event's blend as it is shown. Members and scores are field resolvers that ask a policy. */
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
