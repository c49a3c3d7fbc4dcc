import 'reflect-metadata';
import { ArrayMaxSize, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../graphql/refusal.type.js';
import { Submission } from '../submissions/submission.entity.js';
import { User } from '../users/user.entity.js';
import { creditsMax } from './credit.policy.js';

@InputType()
export class CreditInput {
  @Field(() => ID) @IsUUID() declare sourceId: string;
  @Field(() => Float, { description: 'More than 0, at most 1.' }) @Min(0) @Max(1) declare fraction: number;
}

@InputType()
export class DeclareCreditsInput {
  @Field(() => ID) @IsUUID() declare submissionId: string;
  @Field(() => [CreditInput], {
    description: 'All of them: what is left out is taken back. The rest of 1 is your own.',
  })
  @ArrayMaxSize(2 * creditsMax)
  @ValidateNested()
  declare credits: CreditInput[];
}

@ObjectType({ simpleResolvers: true })
export class DeclareCreditsResult {
  @Field(() => Submission, { nullable: true }) declare submission?: Submission | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class Credit {
  @Field(() => Submission, { description: 'Credited, or crediting where the credit is received.' })
  declare submission: Submission;
  @Field(() => Float) declare fraction: number;
}

@ObjectType('CreditDeclaration', { simpleResolvers: true })
export class CreditDeclarationView {
  @Field(() => User, { nullable: true }) declare author: User | null;
  @Field(() => Date) declare declaredAt: Date;
  @Field(() => [Credit]) declare credits: Credit[];
}

@ObjectType({ simpleResolvers: true, description: 'Whom a submission owes, and who owes it.' })
export class Credits {
  @Field(() => [CreditDeclarationView], { description: 'Newest first; the first one counts. Empty: never declared.' })
  declare declarations: CreditDeclarationView[];
  @Field(() => [Credit], { description: 'From submissions whose code the viewer may read.' })
  declare received: Credit[];
  @Field(() => Boolean, { description: 'The viewer may declare them now.' }) declare canDeclare: boolean;
}

@ObjectType({ simpleResolvers: true })
export class CreditSuggestion {
  @Field(() => Submission) declare submission: Submission;
  @Field(() => [String], { description: 'Files that were imported from it; empty: it is only similar.' })
  declare importedPaths: string[];
  @Field(() => Float, {
    nullable: true,
    description: 'Which part of this code is in that one, 0 to 1; null if none is known.',
  })
  declare similarity: number | null;
}
