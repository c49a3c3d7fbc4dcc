import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { UserSchema } from '../users/user.entity.js';
import { SubmissionSchema } from './submission.entity.js';

export const SubmissionSourceSchema = defineEntity({
  name: 'SubmissionSource',
  properties: {
    submission: () => p.manyToOne(SubmissionSchema).ref().primary().deleteRule('cascade'),
    path: p.string().length(100).primary(),
    source: () => p.manyToOne(SubmissionSchema).ref().index().deleteRule('cascade'),
    importedAt: p.datetime(3),
    importedBy: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
  },
});

/** A file of a submission that was imported from another one before it was edited and sent. */
export class SubmissionSource extends SubmissionSourceSchema.class {}
SubmissionSourceSchema.setClass(SubmissionSource);
