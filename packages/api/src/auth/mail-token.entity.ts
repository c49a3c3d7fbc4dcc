import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';

/** What the link in a mail is good for. */
export const mailTokenKinds = ['CONFIRM_EMAIL', 'CHANGE_EMAIL', 'RESET_PASSWORD'] as const;
export type MailTokenKind = (typeof mailTokenKinds)[number];

export const MailTokenSchema = defineEntity({
  name: 'MailToken',
  properties: {
    /** SHA-256 of the token; the token itself is in the mail alone. */
    tokenHash: p.string().length(64).primary(),
    kind: p.enum(mailTokenKinds),
    user: () => p.manyToOne(UserSchema).ref().index().deleteRule('cascade'),
    /** The address that whoever has the token proves to read. */
    email: p.string().length(254),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3).index(),
  },
});

/** The secret of a link that was mailed. Good once: using it deletes the row. */
export class MailToken extends MailTokenSchema.class {}
MailTokenSchema.setClass(MailToken);
