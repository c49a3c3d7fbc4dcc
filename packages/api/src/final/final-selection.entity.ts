import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { Submission } from '../submissions/submission.entity.js';
import { User } from '../users/user.entity.js';

export const FinalSelectionSchema = defineEntity({
  name: 'FinalSelection',
  properties: {
    submission: () => p.oneToOne(Submission).ref().primary().owner().deleteRule('cascade'),
    selectedBy: () => p.manyToOne(User).ref().nullable().index().deleteRule('set null'),
    selectedAt: p.datetime(3),
  },
});

/** That a submission's team wants it in the final. Frozen once the event has closed. */
export class FinalSelection extends FinalSelectionSchema.class {}
FinalSelectionSchema.setClass(FinalSelection);
