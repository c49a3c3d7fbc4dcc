import 'reflect-metadata';
import type { FailureReason } from '@databoard/shared/fold-run-state';
import { IsOptional, IsUUID, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { failureReasonEnum, queueGroupEnum, rerunScopeEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page-args.js';
import { Refusal } from '../graphql/refusal.type.js';
import type { Refusal as RefusalData } from '../refusal.js';
import type { RerunScope } from '../submissions/rerun-submission.js';
import type { QueueGroup } from './queue-group.js';

@ArgsType()
export class QueueArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Left out: every event; for site admins.' })
  @IsOptional()
  @MaxLength(200)
  declare eventSlug?: string | null;
  @Field(() => queueGroupEnum, { nullable: true }) declare group?: QueueGroup | null;
  @Field(() => failureReasonEnum, { nullable: true, description: 'Why the first failing fold failed.' })
  declare reason?: FailureReason | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() declare teamId?: string | null;
  @Field(() => String, { nullable: true, description: 'Part of the name of a submission, its team or its author.' })
  @IsOptional()
  @MaxLength(100)
  declare text?: string | null;
}

@InputType({ description: 'Which failed submissions; what is left out restricts nothing.' })
export class RerunSubmissionsInput {
  @Field(() => String, { nullable: true, description: 'Left out: every event; for site admins.' })
  @IsOptional()
  @MaxLength(200)
  declare eventSlug?: string | null;
  @Field(() => failureReasonEnum, { nullable: true }) declare reason?: FailureReason | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() declare teamId?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @MaxLength(100) declare text?: string | null;
  @Field(() => rerunScopeEnum) declare scope: RerunScope;
  @Field(() => Int, { description: 'How many they are, as they were shown. Refused as STALE if they are not.' })
  @Min(1)
  declare expectedCount: number;
}

@ObjectType({ simpleResolvers: true })
export class RerunSubmissionsResult {
  @Field(() => Int, { description: 'How many are judged again; what somebody else acted on meanwhile is not.' })
  declare rerunCount: number;
  @Field(() => Refusal, { nullable: true }) declare refusal?: RefusalData | null;
}
