import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';

export const ProblemSchema = defineEntity({
  name: 'Problem',
  // Searched by the operator `@@`.
  indexes: [{ properties: ['search'], type: 'fulltext', name: 'problem_search_index' }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    /** The kit's folder name: `titanic`, `boston_housing`. */
    name: p.string().length(63).unique(),
    /** The words of name, title, keywords and README; null until `index-problem.ts` has read them. */
    search: p.string().columnType('tsvector').nullable().lazy(),
    /** Its row stays for the audit log, unseen; the name is free for another. */
    deletedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
});

/** A predictive task; its versions say what it is. */
@ObjectType({ simpleResolvers: true })
export class Problem extends ProblemSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare name: string;
  @Field(() => Date) declare createdAt: Opt<Date>;
}
ProblemSchema.setClass(Problem);
