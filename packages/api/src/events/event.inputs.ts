import 'reflect-metadata';
import { submissionBytesMax, submissionFilesMax } from '@databoard/shared/limits';
import { ArrayMaxSize, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { eventVisibilityEnum, signUpModeEnum } from '../graphql/enums.js';
import { Refusal } from '../graphql/refusal.type.js';
import type { DraftSource, SourceFile } from './draft.entity.js';
import { Event, type EventVisibility, type SignUpMode } from './event.entity.js';
import { EventSettingChange } from './event-setting-change.entity.js';
import { Participation } from './participation.entity.js';

// How many files and how large is answered as a refusal; these caps, which are higher, only bound the work.
const filesMax = 2 * submissionFilesMax;
const contentMax = submissionBytesMax + 1;

@InputType()
export class FileInput implements SourceFile {
  @Field(() => String) @MaxLength(255) declare path: string;
  @Field(() => String) @MaxLength(contentMax) declare content: string;
}

/** Who competes together, and what counts in the final; what is left out keeps its value. */
@InputType()
class TeamRulesInput {
  @Field(() => Int, { nullable: true, description: 'How many people may compete as one team; default 1.' })
  declare maxTeamSize?: number | null;
  @Field(() => Date, {
    nullable: true,
    description: 'From then on teams stay as they are; without it, from closing on.',
  })
  declare teamsFreezeAt?: Date | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'How many submissions a team may choose for the final; without it, its best on the public score counts.',
  })
  declare finalSelectionMax?: number | null;
}

/** What a fold may use, what a failure means, the event's share of the workers; what is left out keeps its value. */
@InputType()
class JudgingRulesInput extends TeamRulesInput {
  @Field(() => Int, { nullable: true, description: 'Training and predicting together; default 600.' })
  declare foldTimeoutSeconds?: number | null;
  @Field(() => Int, { nullable: true, description: 'Default 2048.' }) declare foldMemoryMiB?: number | null;
  @Field(() => Int, { nullable: true, description: 'Processes and threads; default 64.' })
  declare foldProcessesMax?: number | null;
  @Field(() => Int, { nullable: true, description: 'Default 512.' }) declare foldDiskMiB?: number | null;
  @Field(() => Int, { nullable: true, description: 'Default 1024.' }) declare foldLogKiB?: number | null;
  @Field(() => Int, { nullable: true, description: 'Default 512.' }) declare foldPredictionMiB?: number | null;
  @Field(() => Int, { nullable: true, description: 'Default 1.' }) declare foldCores?: number | null;
  @Field(() => Int, { nullable: true, description: 'All folds together; without it, no limit.' })
  declare evaluationTimeoutSeconds?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'The first failing fold cancels the others; default true.' })
  declare stopsAtFirstFailure?: boolean | null;
  @Field(() => Float, { nullable: true, description: 'Times the workers’ time of an event of weight 1; default 1.' })
  declare weight?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Default false: with private data, only organisers read what code prints, since it could carry the data.',
  })
  declare showsLogs?: boolean | null;
}

/** What organisers may set besides; what is left out keeps its value, null takes a limit away. */
@InputType()
class EventSettingsInput extends JudgingRulesInput {
  @Field(() => String, { nullable: true, description: 'The organisers’ own words, Markdown.' })
  @MaxLength(100_000)
  declare description?: string | null;
  @Field(() => eventVisibilityEnum, { nullable: true, description: 'Default PUBLIC.' })
  declare visibility?: EventVisibility | null;
  @Field(() => Date, { nullable: true, description: 'When code opens up; without it, at closing.' })
  declare publicOpensAt?: Date | null;
  @Field(() => Int, { nullable: true }) declare minSecondsBetweenSubmissions?: number | null;
  @Field(() => Int, { nullable: true }) declare maxSubmissionsPerDay?: number | null;
  @Field(() => Int, { nullable: true }) declare maxSubmissionsTotal?: number | null;
  @Field(() => String, { nullable: true, description: 'Without it, the kit’s first score type.' })
  @MaxLength(200)
  declare officialScoreType?: string | null;
  @Field(() => Float, { nullable: true, description: 'By how much a submission must improve the blend. Default 0.' })
  declare blendMinImprovement?: number | null;
  @Field(() => signUpModeEnum, { nullable: true, description: 'Default OPEN: signing up approves at once.' })
  declare signUpMode?: SignUpMode | null;
  @Field(() => String, { nullable: true, description: 'What one signs up with where the mode is CODE.' })
  @MaxLength(200)
  declare signUpCode?: string | null;
  @Field(() => Date, { nullable: true, description: 'Without it, one can sign up until the event closes.' })
  declare signUpClosesAt?: Date | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Participants may read all code once the event has closed; default true.',
  })
  declare showsCodeAfterClosing?: boolean | null;
}

@InputType()
export class UpdateEventInput extends EventSettingsInput {
  @Field(() => String) @MaxLength(200) declare slug: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The settingsVersion that was looked at; another one in store answers STALE. Without it, none is.',
  })
  declare settingsVersion?: number | null;
  @Field(() => String, { nullable: true }) @MaxLength(1000) declare title?: string | null;
  @Field(() => Date, { nullable: true }) declare opensAt?: Date | null;
  @Field(() => Date, { nullable: true }) declare closesAt?: Date | null;
}

@InputType()
export class CreateEventInput extends EventSettingsInput {
  @Field(() => String) @MaxLength(200) declare slug: string;
  @Field(() => String) @MaxLength(1000) declare title: string;
  @Field(() => ID) @IsUUID() declare problemVersionId: string;
  @Field(() => Date) declare opensAt: Date;
  @Field(() => Date) declare closesAt: Date;
}

@InputType()
export class SignUpForEventInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => String, { nullable: true, description: 'The organisers’ code, where signing up asks for one.' })
  @MaxLength(200)
  declare code?: string | null;
}

@InputType()
export class SaveDraftInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => [FileInput]) @ArrayMaxSize(filesMax) @ValidateNested() declare files: FileInput[];
  @Field(() => Int, { description: 'The version that was edited; another one in store answers STALE.' })
  declare expectedVersion: number;
  @Field(() => Boolean, { nullable: true, description: 'Saves over whatever version is in store.' })
  declare force?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Not typed but uploaded: the version is kept longer.' })
  declare isUpload?: boolean | null;
}

@ObjectType({ simpleResolvers: true })
export class File implements SourceFile {
  @Field(() => String) declare path: string;
  @Field(() => String) declare content: string;
}

@ObjectType('Draft', { simpleResolvers: true })
export class DraftView {
  /** The participation's id: a draft has it before it is first saved, too. */
  @Field(() => ID) declare id: string;
  @Field(() => Int, { description: '0 until first saved: the starting kit.' }) declare version: number;
  @Field(() => Date, { nullable: true }) declare savedAt: Date | null;
  @Field(() => [File]) declare files: File[];
  /** Where files were imported from; reaches clients through a field resolver, after the policy. */
  declare sources: DraftSource[];
}

@ObjectType({ simpleResolvers: true })
export class SubmitStatus {
  @Field(() => Boolean) declare isAllowed: boolean;
  @Field(() => Refusal, { nullable: true }) declare refusal: Refusal | null;
  @Field(() => Date, { nullable: true }) declare nextAllowedAt: Date | null;
  @Field(() => Int, { nullable: true, description: 'Null without a cap.' }) declare leftToday: number | null;
  @Field(() => Int, { nullable: true, description: 'Null without a cap.' }) declare leftTotal: number | null;
}

@ObjectType({ simpleResolvers: true })
export class SettingHistory {
  @Field(() => Int) declare totalCount: number;
  @Field(() => [EventSettingChange], { description: 'Newest first.' }) declare rows: EventSettingChange[];
}

@ObjectType({ simpleResolvers: true })
export class CreateEventResult {
  @Field(() => Event, { nullable: true }) declare event?: Event | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class UpdateEventResult {
  @Field(() => Event, { nullable: true }) declare event?: Event | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
  @Field(() => [EventSettingChange], {
    nullable: true,
    description: 'With STALE: what others have changed since the version that was looked at, newest first.',
  })
  declare changesSince?: EventSettingChange[] | null;
}

@ObjectType({ simpleResolvers: true })
export class SignUpForEventResult {
  @Field(() => Participation, { nullable: true }) declare participation?: Participation | null;
  @Field(() => Event, { nullable: true }) declare event?: Event | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}

@ObjectType({ simpleResolvers: true })
export class SaveDraftResult {
  @Field(() => DraftView, { nullable: true, description: 'With STALE: the stored one.' })
  declare draft?: DraftView | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: Refusal | null;
}
