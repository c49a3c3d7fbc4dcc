import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Event } from '../events/event.entity.js';
import { User } from '../users/user.entity.js';
import type { FinalStanding } from './final-standing.js';

export const FinalResultSchema = defineEntity({
  name: 'FinalResult',
  uniques: [{ properties: ['event', 'revision'] }],
  triggers: [
    {
      name: 'final_result_only_grows',
      timing: 'before',
      events: ['update', 'delete'],
      forEach: 'statement',
      body: `raise exception 'A final result is never changed: there are new revisions.'`,
    },
  ],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    event: () => p.manyToOne(Event).ref().deleteRule('no action'),
    /** 1 at closing. */
    revision: p.integer(),
    at: p.datetime(3),
    /** Null: the platform. */
    by: () => p.manyToOne(User).ref().nullable().index().deleteRule('no action'),
    /** Why there is this revision; null for the first. */
    reason: p.string().length(1000).nullable(),
    scoreType: p.string().length(200),
    /** The best first. */
    standings: p.json<FinalStanding[]>(),
  },
});

/** How the competition of an event ended. Rows are only ever added: the database refuses to change or delete them. */
@ObjectType({ simpleResolvers: true })
export class FinalResult extends FinalResultSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => Int, { description: '1 at closing.' }) declare revision: number;
  @Field(() => Date) declare at: Date;
  @Field(() => String, { nullable: true, description: 'Why there is this revision; null for the first.' })
  declare reason: string | null;
  @Field(() => String) declare scoreType: string;
}
FinalResultSchema.setClass(FinalResult);
