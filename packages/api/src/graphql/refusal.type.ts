import 'reflect-metadata';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Refusal as RefusalData, RefusalReason } from '../refusal.js';
import { refusalReasonEnum } from './enums.js';

/** A "no" that the user can do something about. */
@ObjectType({ simpleResolvers: true })
export class Refusal implements RefusalData {
  @Field(() => refusalReasonEnum) declare reason: RefusalReason;
  @Field(() => String, { nullable: true, description: 'The input at fault.' }) declare field: string | null;
  @Field(() => Int, { nullable: true, description: 'Where in the file that `field` names.' }) declare line:
    | number
    | null;
  @Field(() => String) declare message: string;
  @Field(() => Date, { nullable: true, description: 'When the same request would pass.' })
  declare nextAllowedAt: Date | null;
}
