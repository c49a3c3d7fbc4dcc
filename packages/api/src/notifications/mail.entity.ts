import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';
import { notificationKinds } from './notification.entity.js';

/** `FAILED`: given up. */
export const mailStates = ['WAITING', 'SENT', 'FAILED'] as const;
export type MailState = (typeof mailStates)[number];

/** What a mail says, before it is laid out as plain text and HTML. `path` is on this site, from `/`. */
export interface MailContent {
  subject: string;
  paragraphs: string[];
  action?: { label: string; path: string };
}

export const MailSchema = defineEntity({
  name: 'Mail',
  indexes: [
    { name: 'mail_due_index', properties: ['dueAt'], where: `state = 'WAITING'` },
    { properties: ['createdAt'] },
  ],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    /** Where it goes: an address that need not belong to a user yet. */
    toAddress: p.string().length(254),
    user: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    /** What kind of news it tells, for the link that turns them off; null where it is no news. */
    kind: p.enum(notificationKinds).nullable(),
    content: p.json().$type<MailContent>(),
    state: p.enum(mailStates),
    attempts: p.integer().default(0),
    /** When it is tried next. */
    dueAt: p.datetime(3),
    createdAt: p.datetime(3),
    sentAt: p.datetime(3).nullable(),
    /** Why the last attempt failed. */
    error: p.string().length(1000).nullable(),
  },
});

/** One mail on its way out. Whatever is due is sent by whichever process finds it. */
export class Mail extends MailSchema.class {}
MailSchema.setClass(Mail);
