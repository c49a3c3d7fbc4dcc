import 'reflect-metadata';
import type { EvaluationState } from '@databoard/shared/evaluation-state';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { boardColumnEnum, evaluationStateEnum, sortDirectionEnum } from '../graphql/enums.js';
import type { BoardColumn } from './board-columns.js';

@InputType({
  description: 'Rows without a value come last, whichever way. What the viewer may not see cannot be sorted by.',
})
export class BoardSortInput {
  @Field(() => boardColumnEnum) declare column: BoardColumn;
  @Field(() => String, { nullable: true, description: 'Of a score column; the official one if left out.' })
  @IsOptional()
  @MaxLength(200)
  declare scoreType?: string | null;
  @Field(() => sortDirectionEnum, { nullable: true, description: '`ASC` if left out.' })
  declare direction?: 'ASC' | 'DESC' | null;
}

@InputType({ description: 'Ranks stay those of the whole board.' })
export class BoardFilterInput {
  @Field(() => String, { nullable: true, description: 'A part of the team’s or the submission’s name.' })
  @IsOptional()
  @MaxLength(200)
  declare text?: string | null;
  @Field(() => String, { nullable: true, description: 'The team’s whole name.' })
  @IsOptional()
  @MaxLength(200)
  declare team?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Of the viewer’s team alone.' })
  declare mine?: boolean | null;
  @Field(() => [evaluationStateEnum], { nullable: true, description: 'For the boards of what is not scored.' })
  @IsOptional()
  @ArrayMaxSize(20)
  declare states?: EvaluationState[] | null;
}
