import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';
import { notificationKinds } from './notification.entity.js';

export const NotificationPreferenceSchema = defineEntity({
  name: 'NotificationPreference',
  properties: {
    user: () => p.manyToOne(UserSchema).ref().primary().deleteRule('cascade'),
    kind: p.enum(notificationKinds).primary(),
    inApp: p.boolean(),
    byMail: p.boolean(),
  },
});

/** What a user wants to hear of one kind, and where. No row means both. */
export class NotificationPreference extends NotificationPreferenceSchema.class {}
NotificationPreferenceSchema.setClass(NotificationPreference);
