import 'reflect-metadata';
import { ArrayMaxSize, ArrayMinSize, IsOptional, IsUUID } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { mailStateEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page-args.js';
import { Refusal } from '../graphql/refusal.type.js';
import type { Refusal as RefusalData } from '../refusal.js';
import type { MailState } from './mail.entity.js';

@ArgsType()
export class MailsArgs extends PageArgs {
  @Field(() => mailStateEnum, { nullable: true }) @IsOptional() declare state?: MailState | null;
}

@InputType()
export class RetryMailsInput {
  @Field(() => [ID], { description: 'Of mails that were given up; at most 200.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsUUID('all', { each: true })
  declare ids: string[];
}

/** A mail as site admins see it: where it stands, and nothing of its words but the subject. */
@ObjectType('Mail', { simpleResolvers: true })
export class MailView {
  @Field(() => ID) declare id: string;
  @Field(() => String) declare toAddress: string;
  @Field(() => String) declare subject: string;
  @Field(() => mailStateEnum) declare state: MailState;
  @Field(() => Int) declare attempts: number;
  @Field(() => Date, { description: 'When it is tried next, if it waits.' }) declare dueAt: Date;
  @Field(() => Date) declare createdAt: Date;
  @Field(() => Date, { nullable: true }) declare sentAt: Date | null;
  @Field(() => String, { nullable: true, description: 'Why the last attempt failed.' }) declare error: string | null;
}

@ObjectType({ simpleResolvers: true })
export class MailList {
  @Field(() => Int) declare totalCount: number;
  @Field(() => Int, { description: 'Whatever is asked for.' }) declare waitingCount: number;
  @Field(() => Int, { description: 'Given up, whatever is asked for.' }) declare failedCount: number;
  @Field(() => [MailView], { description: 'Newest first.' }) declare rows: MailView[];
}

@ObjectType({ simpleResolvers: true })
export class RetryMailsResult {
  @Field(() => Int, { description: 'How many wait again.' }) declare count: number;
  @Field(() => Refusal, { nullable: true }) declare refusal?: RefusalData | null;
}
