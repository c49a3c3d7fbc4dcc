import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { UserSchema } from '../users/user.entity.js';
import { EventSchema } from './event.entity.js';

export const EventSettingChangeSchema = defineEntity({
  name: 'EventSettingChange',
  indexes: [{ properties: ['event', 'version'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    event: () => p.manyToOne(EventSchema).ref().deleteRule('cascade'),
    /** The event's `settingsVersion` from this change on. */
    version: p.integer(),
    at: p.datetime(3),
    by: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    field: p.string().length(60),
    /** As JSON text: a date as ISO 8601, a secret as dots. */
    before: p.text(),
    after: p.text(),
  },
});

/** One setting of an event that somebody changed. */
@ObjectType({ simpleResolvers: true })
export class EventSettingChange extends EventSettingChangeSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => Int, { description: 'The event’s settingsVersion from this change on.' }) declare version: number;
  @Field(() => Date) declare at: Date;
  @Field(() => String, { description: 'The setting, named as in UpdateEventInput.' }) declare field: string;
  @Field(() => String, { description: 'As JSON.' }) declare before: string;
  @Field(() => String, { description: 'As JSON.' }) declare after: string;
}
EventSettingChangeSchema.setClass(EventSettingChange);
