import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { SubmissionSchema } from '../submissions/submission.entity.js';
import { CreditDeclarationSchema } from './credit-declaration.entity.js';

export const CreditSchema = defineEntity({
  name: 'Credit',
  properties: {
    declaration: () => p.manyToOne(CreditDeclarationSchema).ref().primary().deleteRule('cascade'),
    source: () => p.manyToOne(SubmissionSchema).ref().primary().index().deleteRule('cascade'),
    /** Above 0; those of a declaration sum to at most 1, the rest is the team's own. */
    fraction: p.double().$type<number>(),
  },
});

/** The part of a submission that its team credits to an earlier one. */
export class Credit extends CreditSchema.class {}
CreditSchema.setClass(Credit);
