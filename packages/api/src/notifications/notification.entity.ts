import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { EventSchema } from '../events/event.entity.js';
import { notificationKindEnum } from '../graphql/enums.js';
import { UserSchema } from '../users/user.entity.js';

/** What people can turn off, kind by kind; `ACCOUNT` always arrives. */
export const notificationKinds = ['ACCOUNT', 'TEAM', 'EVENT', 'SUBMISSION', 'ORGANISER'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export const NotificationSchema = defineEntity({
  name: 'Notification',
  indexes: [
    { properties: ['user', 'createdAt'] },
    { properties: ['createdAt'] },
    { name: 'notification_unannounced_index', properties: ['user'], where: 'not is_announced' },
  ],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    user: () => p.manyToOne(UserSchema).ref().deleteRule('cascade'),
    kind: p.enum(notificationKinds),
    event: () => p.manyToOne(EventSchema).ref().nullable().index().deleteRule('cascade'),
    title: p.string().length(200),
    body: p.text(),
    /** Where it leads on the site, from `/`; null: nowhere. */
    path: p.string().length(500).nullable(),
    createdAt: p.datetime(3),
    readAt: p.datetime(3).nullable(),
    /** Whether pages that are open have been told; whichever process finds it tells them. */
    isAnnounced: p.boolean().default(false),
  },
});

/** One line in a user's list of news; only its user ever gets it. */
@ObjectType({ simpleResolvers: true })
export class Notification extends NotificationSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => notificationKindEnum) declare kind: NotificationKind;
  @Field(() => String) declare title: string;
  @Field(() => String) declare body: string;
  @Field(() => String, { nullable: true, description: 'Where it leads on this site.' }) declare path: string | null;
  @Field(() => Date) declare createdAt: Date;
}
NotificationSchema.setClass(Notification);
