import { defineEntity, p } from '@mikro-orm/core';
import { SubmissionSchema } from '../submissions/submission.entity.js';
import { BlendSchema } from './blend.entity.js';

export const BlendShareSchema = defineEntity({
  name: 'BlendShare',
  properties: {
    blend: () => p.manyToOne(BlendSchema).ref().primary().deleteRule('cascade'),
    submission: () => p.manyToOne(SubmissionSchema).ref().primary().index().deleteRule('cascade'),
    /** Mean over folds of its part of the places; all of a blend's sum to 1. */
    share: p.double().$type<number>(),
  },
});

/** A candidate's contributivity, 0 where it is in no ensemble. Boards read it; kept for the blend that is shown. */
export class BlendShare extends BlendShareSchema.class {}
BlendShareSchema.setClass(BlendShare);
