import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/core';
import { SubmissionSchema } from '../submissions/submission.entity.js';
import { UserSchema } from '../users/user.entity.js';

export const CreditDeclarationSchema = defineEntity({
  name: 'CreditDeclaration',
  indexes: [{ properties: ['submission', 'declaredAt'] }],
  uniques: [{ name: 'credit_declaration_current_unique', properties: ['submission'], where: 'is_current' }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    submission: () => p.manyToOne(SubmissionSchema).ref().deleteRule('cascade'),
    /** Who of the team declared it; null once the account is gone. */
    author: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    declaredAt: p.datetime(3),
    /** The last one counts, the earlier ones are kept. */
    isCurrent: p.boolean().default(true),
  },
});

/** What a team said about whom a submission of theirs owes how much. Rows are never changed but for `isCurrent`. */
export class CreditDeclaration extends CreditDeclarationSchema.class {}
CreditDeclarationSchema.setClass(CreditDeclaration);
