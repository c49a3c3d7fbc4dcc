import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';
import { keywordKindEnum } from '../graphql/enums.js';
import { ProblemSchema } from './problem.entity.js';

/** Where the data come from (`ecology`), and what is done with them (`time series`). */
export const keywordKinds = ['DATA_DOMAIN', 'THEME'] as const;
export type KeywordKind = (typeof keywordKinds)[number];

export const ProblemKeywordSchema = defineEntity({
  name: 'ProblemKeyword',
  indexes: [{ properties: ['kind', 'name'] }],
  properties: {
    problem: () => p.manyToOne(ProblemSchema).ref().primary().deleteRule('cascade'),
    kind: p.enum(keywordKinds).primary(),
    /** Lower case, single spaces: equal words are one keyword. */
    name: p.string().length(60).primary(),
  },
});

/** One word that a problem can be found by. */
@ObjectType('Keyword', { simpleResolvers: true })
export class ProblemKeyword extends ProblemKeywordSchema.class {
  @Field(() => keywordKindEnum) declare kind: KeywordKind;
  @Field(() => String) declare name: string;
}
ProblemKeywordSchema.setClass(ProblemKeyword);
