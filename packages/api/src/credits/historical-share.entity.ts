import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { BlendSchema } from '../blending/blend.entity.js';
import { SubmissionSchema } from '../submissions/submission.entity.js';

export const HistoricalShareSchema = defineEntity({
  name: 'HistoricalShare',
  properties: {
    blend: () => p.manyToOne(BlendSchema).ref().primary().deleteRule('cascade'),
    submission: () => p.manyToOne(SubmissionSchema).ref().primary().index().deleteRule('cascade'),
    /** What is left to it of a blend's shares once credits are passed on. */
    amount: p.double().$type<number>(),
  },
});

/** A submission's historical contributivity, where credits make it another one than its share of the blend. */
export class HistoricalShare extends HistoricalShareSchema.class {}
HistoricalShareSchema.setClass(HistoricalShare);
