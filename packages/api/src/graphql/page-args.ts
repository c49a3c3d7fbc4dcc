import 'reflect-metadata';
import { Max, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';

/** Which part of a list is asked for. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: 'At most 200.' }) @Min(0) @Max(200) declare first: number;
  @Field(() => Int, { defaultValue: 0 }) @Min(0) @Max(10_000_000) declare offset: number;
}
