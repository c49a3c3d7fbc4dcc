import 'reflect-metadata';
import { IsUUID, MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../graphql/refusal.type.js';
import { Rescoring } from './rescoring.entity.js';

@InputType()
export class StartRescoringInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => ID, { description: 'The version to score with: of the same problem, with the same rows and folds.' })
  @IsUUID()
  declare problemVersionId: string;
  // How long is answered as a refusal; this cap only bounds the work.
  @Field(() => String, { description: 'What was corrected.' }) @MaxLength(20_000) declare note: string;
}

@ObjectType({ simpleResolvers: true })
export class RescoringResult {
  @Field(() => Rescoring, { nullable: true }) declare rescoring?: Rescoring | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}
