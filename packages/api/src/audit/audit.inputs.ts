import 'reflect-metadata';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '../graphql/page-args.js';

/** Entries must fit everything that is given. */
@InputType()
export class AuditFilterInput {
  @Field(() => String, { nullable: true, description: 'The user name of who did it.' })
  @IsOptional()
  @MaxLength(100)
  declare actor?: string | null;
  @Field(() => String, { nullable: true, description: 'What was done, as mutations are called.' })
  @IsOptional()
  @MaxLength(60)
  declare act?: string | null;
  @Field(() => String, { nullable: true, description: 'What it was done to.' })
  @IsOptional()
  @MaxLength(64)
  declare subjectId?: string | null;
  @Field(() => Date, { nullable: true }) declare from?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Not included.' }) declare to?: Date | null;
  @Field(() => String, { nullable: true, description: 'Somewhere in the act, its details or who did it.' })
  @IsOptional()
  @MaxLength(200)
  declare text?: string | null;
}

@ArgsType()
export class AuditLogArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only what is about this event.' })
  @IsOptional()
  @MaxLength(63)
  declare eventSlug?: string | null;
  @Field(() => AuditFilterInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  declare filter?: AuditFilterInput | null;
}
