import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { Event } from '../events/event.entity.js';

export const TeamSchema = defineEntity({
  name: 'Team',
  uniques: [{ properties: ['event', 'nameKey'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    event: () => p.manyToOne(Event).ref(),
    name: p.string().length(100),
    /** Lower case, so that equal names cannot differ by case. */
    nameKey: p.string().length(100),
    /** Users may ask to join it. */
    takesRequests: p.boolean().default(true),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
});

/** Who competes in an event: a user alone, or several. Lives in that event only. */
@ObjectType({ simpleResolvers: true })
export class Team extends TeamSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare name: string;
  @Field(() => Boolean, { description: 'Participants may ask to join it.' }) declare takesRequests: Opt<boolean>;
}
TeamSchema.setClass(Team);
