import 'reflect-metadata';
import { submissionFilesMax } from '@databoard/shared/limits';
import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { FileInput } from '../events/event.inputs.js';
import { findingSeverityEnum } from '../graphql/enums.js';
import type { PreflightFinding as FindingData } from './preflight.js';

@InputType()
export class PreflightInput {
  @Field(() => String) @MaxLength(200) declare eventSlug: string;
  @Field(() => [FileInput]) @ArrayMaxSize(2 * submissionFilesMax) @ValidateNested() declare files: FileInput[];
}

@ObjectType({ simpleResolvers: true })
export class PreflightFinding {
  @Field(() => findingSeverityEnum, { description: 'What is an `error` would not be taken.' })
  declare severity: FindingData['severity'];
  @Field(() => Int, { nullable: true, description: 'Counted from 1; null where it is about the whole file.' })
  declare line: number | null;
  @Field(() => Int, { nullable: true, description: 'Counted from 1.' }) declare column: number | null;
  @Field(() => String) declare message: string;
}

@ObjectType({ simpleResolvers: true })
export class PreflightFile {
  @Field(() => String) declare path: string;
  @Field(() => Int) declare bytes: number;
  @Field(() => String, {
    nullable: true,
    description: 'What the workflow calls in it: `get_estimator()`, `class Classifier`.',
  })
  declare requires: string | null;
  @Field(() => Boolean, { description: 'It defines what `requires` says.' }) declare isRequiredFound: boolean;
  @Field(() => [PreflightFinding]) declare findings: PreflightFinding[];
}

@ObjectType({ simpleResolvers: true })
export class Preflight {
  @Field(() => Boolean, { description: 'No file has an error. Dates, quota and names are not looked at.' })
  declare isAccepted: boolean;
  @Field(() => [PreflightFile], { description: 'In the order of the workflow, then what is not part of it.' })
  declare files: PreflightFile[];
}
