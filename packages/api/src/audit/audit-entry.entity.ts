import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import { EventSchema } from '../events/event.entity.js';
import { UserSchema } from '../users/user.entity.js';

export const AuditEntrySchema = defineEntity({
  name: 'AuditEntry',
  indexes: [{ properties: ['at', 'id'] }, { properties: ['event', 'at'] }, { properties: ['subjectId'] }],
  // Whoever can act on the api must not be able to rewrite what it did.
  triggers: [
    {
      name: 'audit_entry_only_grows',
      timing: 'before',
      events: ['update', 'delete'],
      forEach: 'statement',
      body: `raise exception 'The audit log only grows.'`,
    },
  ],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    at: p.datetime(3),
    /** Null: the platform itself, or somebody who is not signed in. */
    actor: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('no action'),
    /** What was done, as the mutation or command is called: `disqualifySubmission`. */
    act: p.string().length(60),
    /** The event that it is about; null for the instance. */
    event: () => p.manyToOne(EventSchema).ref().nullable().deleteRule('no action'),
    /** What it was done to, as in the glossary: `submission`, `user`, `problem version`. */
    subjectKind: p.string().length(40),
    subjectId: p.string().length(64).nullable(),
    /** What changed, or why; never a secret, a score or code. */
    details: p.json().$type<Record<string, unknown>>(),
  },
});

/** One privileged act. Rows are only ever added: the database refuses to change or delete them. */
export class AuditEntry extends AuditEntrySchema.class {}
AuditEntrySchema.setClass(AuditEntry);
