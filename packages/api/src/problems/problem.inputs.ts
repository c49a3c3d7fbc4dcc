import 'reflect-metadata';
import { uploadChunkBytesMax } from '@databoard/shared/limits';
import { ArrayMaxSize, IsOptional, IsUUID, Matches, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { elementTypeEnum, keywordKindEnum } from '../graphql/enums.js';
import { Refusal } from '../graphql/refusal.type.js';
import type { KeywordKind } from './keyword.entity.js';
import { Problem } from './problem.entity.js';
import { ProblemVersion } from './problem-version.entity.js';

const digestPattern = /^[0-9a-f]{64}$/;
const digestMessage = { message: '$property must be a SHA-256 digest in lower-case hex' };
// Base64 is four characters for three bytes.
const chunkCharactersMax = Math.ceil(uploadChunkBytesMax / 3) * 4;
/** Files of one kit, as many as a tree may hold. */
const treeFilesMax = 50_000;

@InputType()
export class UploadArtifactChunkInput {
  @Field(() => String) @Matches(digestPattern, digestMessage) declare digest: string;
  @Field(() => Float, { description: 'How many bytes came before this chunk.' }) @Min(0) declare offset: number;
  @Field(() => Float) @Min(0) declare totalBytes: number;
  @Field(() => String) @MaxLength(chunkCharactersMax) declare contentBase64: string;
}

@InputType()
export class TreeFileInput {
  @Field(() => String) @MaxLength(1024) declare path: string;
  @Field(() => String) @Matches(digestPattern, digestMessage) declare digest: string;
  @Field(() => Int) @Min(0) declare bytes: number;
}

@InputType({ description: 'How a kit is read and run; what is left out comes from its databoard.json.' })
export class ProblemOptionsInput {
  @Field(() => Boolean, { nullable: true, description: 'Asks the kit for little data (RAMP_TEST_MODE).' })
  declare quick?: boolean;
  @Field(() => String, { nullable: true, description: 'Which of several data sets; `data_label` in RAMP.' })
  declare dataLabel?: string | null;
  @Field(() => [String], { nullable: true, description: 'Files and folders that submissions may read.' })
  declare expose?: string[];
  @Field(() => String, { nullable: true, description: 'A path on the worker, or `requirements.txt`.' })
  declare environment?: string | null;
  @Field(() => String, { nullable: true, description: '`databoard` or `installed`: whose rampwf kits import.' })
  declare rampwf?: 'databoard' | 'installed';
}

@InputType()
export class PublishKitInput {
  @Field(() => String, { description: 'The problem it belongs to: `titanic`, `boston_housing`.' })
  @MaxLength(200)
  declare name: string;
  @Field(() => [TreeFileInput]) @ArrayMaxSize(treeFilesMax) @ValidateNested() declare kitFiles: TreeFileInput[];
  @Field(() => [TreeFileInput], { nullable: true, description: 'Private data that replaces the kit’s own.' })
  @IsOptional()
  @ArrayMaxSize(treeFilesMax)
  @ValidateNested()
  declare dataFiles?: TreeFileInput[] | null;
  @Field(() => ProblemOptionsInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  declare options?: ProblemOptionsInput | null;
  @Field(() => String, { nullable: true, description: 'What has changed, for other site admins.' })
  @IsOptional()
  @MaxLength(4000)
  declare note?: string | null;
}

@InputType()
export class KeywordInput {
  @Field(() => keywordKindEnum) declare kind: KeywordKind;
  @Field(() => String) @MaxLength(200) declare name: string;
}

@InputType()
export class SetProblemKeywordsInput {
  @Field(() => String) @MaxLength(200) declare problemName: string;
  @Field(() => [KeywordInput]) @ArrayMaxSize(100) @ValidateNested() declare keywords: KeywordInput[];
}

@ObjectType({ simpleResolvers: true })
export class SetProblemKeywordsResult {
  @Field(() => Problem, { nullable: true }) declare problem?: Problem | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class ProblemPage {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [Problem]) declare rows: Problem[];
}

@ObjectType({ description: 'A keyword, and how many problems have it that the viewer may see.', simpleResolvers: true })
export class KeywordCount {
  @Field(() => keywordKindEnum) declare kind: KeywordKind;
  @Field(() => String) declare name: string;
  @Field(() => Int) declare problemCount: number;
}

@ObjectType({ simpleResolvers: true })
export class UploadArtifactChunkResult {
  @Field(() => Float, { description: 'Bytes at hand; the next chunk starts here.' }) declare receivedBytes: number;
  @Field(() => Boolean) declare isComplete: boolean;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class PublishKitResult {
  @Field(() => ProblemVersion, { nullable: true }) declare problemVersion?: ProblemVersion | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@InputType()
export class DeleteProblemInput {
  @Field(() => String) @MaxLength(63) declare name: string;
  @Field(() => String, { description: 'The name once more, as somebody typed it.' })
  @MaxLength(100)
  declare confirmName: string;
  @Field(() => ID, { nullable: true, description: 'One version; without it, the problem with all of them.' })
  @IsOptional()
  @IsUUID()
  declare problemVersionId?: string | null;
}

@ObjectType({ simpleResolvers: true })
export class DeleteProblemResult {
  @Field(() => Problem, { nullable: true, description: 'What is left; null once the whole problem is gone.' })
  declare problem?: Problem | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class CheckKitResult {
  @Field(() => ProblemVersion, { nullable: true }) declare problemVersion?: ProblemVersion | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType('ProblemOptions', { simpleResolvers: true })
export class ProblemOptionsType {
  @Field(() => Boolean) declare quick: boolean;
  @Field(() => String, { nullable: true }) declare dataLabel: string | null;
  @Field(() => [String]) declare expose: string[];
  @Field(() => String, { nullable: true }) declare environment: string | null;
  @Field(() => String) declare rampwf: string;
}

@ObjectType({ simpleResolvers: true })
export class WorkflowElement {
  @Field(() => String) declare name: string;
  @Field(() => String) declare fileName: string;
  @Field(() => String, { description: 'Of the file name, with its dot: `.py`, `.csv`.' }) declare extension: string;
  @Field(() => Boolean) declare isPython: boolean;
  @Field(() => elementTypeEnum, { description: 'What the file holds: code, text for people, or data.' })
  declare type: keyof typeof elementTypeEnum;
  @Field(() => Int, { description: 'Bytes of the file at most.' }) declare maxBytes: number;
}

@ObjectType({ simpleResolvers: true })
export class ScoreType {
  @Field(() => String) declare name: string;
  @Field(() => Int, { description: 'Digits for show; ranks use full precision.' }) declare precision: number;
  @Field(() => Boolean) declare isLowerTheBetter: boolean;
  @Field(() => Float, { nullable: true }) declare minimum: number | null;
  @Field(() => Float, { nullable: true }) declare maximum: number | null;
}
