import 'reflect-metadata';
import { submissionFilesMax } from '@databoard/shared/limits';
import { ArrayMaxSize, ArrayMinSize, IsUUID, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { draftOriginEnum } from '../graphql/enums.js';
import { Submission } from '../submissions/submission.entity.js';
import { User } from '../users/user.entity.js';
import type { DraftOrigin } from './draft-version.entity.js';

@InputType()
export class ImportIntoDraftInput {
  @Field(() => ID) @IsUUID() declare submissionId: string;
  @Field(() => [String], { description: 'Which of its files.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(submissionFilesMax)
  @MaxLength(255, { each: true })
  declare paths: string[];
  @Field(() => Int, { description: 'The version that is imported into; another one in store answers STALE.' })
  declare expectedVersion: number;
}

@InputType()
export class RestoreDraftVersionInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => Int) declare version: number;
  @Field(() => Int, { description: 'The version that is replaced; another one in store answers STALE.' })
  declare expectedVersion: number;
}

@ObjectType({ simpleResolvers: true })
export class DraftSourceView {
  @Field(() => String) declare path: string;
  @Field(() => Submission, { description: 'Only where the viewer may read its files.' }) declare submission: Submission;
  @Field(() => Date) declare importedAt: Date;
}

@ObjectType('DraftVersion', { simpleResolvers: true, description: 'Its files are read one version at a time.' })
export class DraftVersionView {
  @Field(() => ID, { description: '`<participation id>:<version>`' }) declare id: string;
  declare participationId: string;
  @Field(() => Int) declare version: number;
  @Field(() => Date) declare savedAt: Date;
  @Field(() => draftOriginEnum) declare origin: DraftOrigin;
  @Field(() => Int, { description: 'Of all files together.' }) declare bytes: number;
  @Field(() => User, { nullable: true, description: 'Null where it is not known, or the account is gone.' })
  declare author: User | null;
}

@ObjectType({ simpleResolvers: true })
export class DraftVersionList {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [DraftVersionView], { description: 'Newest first; the newest is the draft.' })
  declare rows: DraftVersionView[];
}
