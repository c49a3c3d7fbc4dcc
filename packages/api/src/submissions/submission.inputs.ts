import 'reflect-metadata';
import type { FailureReason } from '@databoard/shared/fold-run-state';
import { submissionFilesMax } from '@databoard/shared/limits';
import type { Step } from '@databoard/shared/score';
import { ArrayMaxSize, IsOptional, Length, MaxLength, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { FileInput } from '../events/event.inputs.js';
import { failureReasonEnum, stepEnum } from '../graphql/enums.js';
import { Refusal } from '../graphql/refusal.type.js';
import { Submission } from './submission.entity.js';

@InputType()
export class SubmitInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => String) @MaxLength(200) declare name: string;
  @Field(() => [FileInput]) @ArrayMaxSize(2 * submissionFilesMax) @ValidateNested() declare files: FileInput[];
  @Field(() => String, { nullable: true, description: 'A second request with the same key gets the same submission.' })
  @IsOptional()
  @Length(1, 100)
  declare idempotencyKey?: string | null;
}

@ObjectType({ simpleResolvers: true })
export class SubmitResult {
  @Field(() => Submission, { nullable: true }) declare submission?: Submission | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType('Score', { simpleResolvers: true })
export class ScoreView {
  @Field(() => String) declare scoreType: string;
  @Field(() => stepEnum) declare step: Step;
  @Field(() => Float, { nullable: true, description: 'Null where not finite.' }) declare value: number | null;
}

@ObjectType('FoldLogChunk', {
  simpleResolvers: true,
  description:
    'A part of a fold’s log. Where it begins before the end of what came last, it replaces all behind its beginning.',
})
export class FoldLogChunkView {
  @Field(() => ID) declare foldRunId: string;
  @Field(() => Int, { description: 'Another one than before: the fold began again, and so does its log.' })
  declare attempt: number;
  @Field(() => Int, { description: 'Where in the log the text begins, in bytes.' }) declare fromSeq: number;
  @Field(() => Int, { description: 'Where it ends; what to send as afterSeq to go on from here.' }) declare seq: number;
  @Field(() => String) declare text: string;
  @Field(() => Boolean, { description: 'The fold run has ended and nothing follows.' }) declare isEnd: boolean;
  @Field(() => String, { nullable: true, description: 'What the platform says here; never the code’s own words.' })
  declare notice: string | null;
}

@ObjectType({ simpleResolvers: true })
export class OwnFrame {
  @Field(() => String) declare fileName: string;
  @Field(() => Int) declare line: number;
  @Field(() => String) declare functionName: string;
  @Field(() => String) declare code: string;
}

@ObjectType('Failure', { simpleResolvers: true })
export class FailureView {
  @Field(() => failureReasonEnum) declare reason: FailureReason;
  @Field(() => Int) declare foldIndex: number;
  @Field(() => String) declare message: string;
  @Field(() => String, {
    nullable: true,
    description: 'What the code itself said; hidden where it could carry hidden data.',
  })
  declare exceptionMessage: string | null;
  @Field(() => [OwnFrame]) declare frames: OwnFrame[];
  @Field(() => String, { nullable: true, description: 'What to try next.' }) declare hint: string | null;
}
