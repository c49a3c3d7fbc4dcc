import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';
import { EventSchema } from './event.entity.js';

export const EventAdminSchema = defineEntity({
  name: 'EventAdmin',
  properties: {
    event: () => p.manyToOne(EventSchema).ref().primary().deleteRule('cascade'),
    user: () => p.manyToOne(UserSchema).ref().primary().index().deleteRule('cascade'),
    addedBy: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    addedAt: p.datetime(3),
  },
});

/** Who runs an event beside the site admins. */
export class EventAdmin extends EventAdminSchema.class {}
EventAdminSchema.setClass(EventAdmin);
