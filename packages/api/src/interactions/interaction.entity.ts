import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import { EventSchema } from '../events/event.entity.js';
import { SubmissionSchema } from '../submissions/submission.entity.js';
import { UserSchema } from '../users/user.entity.js';

/** What people do that organisers like to know about, and that changes nothing. */
export const interactionKinds = ['VIEW_EVENT', 'VIEW_CODE', 'DOWNLOAD', 'DOWNLOAD_KIT', 'IMPORT', 'SUBMIT'] as const;
export type InteractionKind = (typeof interactionKinds)[number];

export const InteractionSchema = defineEntity({
  name: 'Interaction',
  indexes: [{ properties: ['event', 'at'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    at: p.datetime(3).index(),
    kind: p.enum(interactionKinds),
    /** Null: somebody who is not signed in. */
    user: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    event: () => p.manyToOne(EventSchema).ref().nullable().deleteRule('cascade'),
    /** Whose code it was about; null where it was about none. */
    submission: () => p.manyToOne(SubmissionSchema).ref().nullable().index().deleteRule('cascade'),
  },
});

/** One look, download, import or submission: for the organisers' statistics, and gone after a while. */
export class Interaction extends InteractionSchema.class {}
InteractionSchema.setClass(Interaction);
