import { randomUUID } from 'node:crypto';
import type { BlendedFold, StoredBlendCurve, StoredBlendScores } from '@databoard/shared/blend';
import { defineEntity, p } from '@mikro-orm/core';
import { EventSchema } from '../events/event.entity.js';
import { ProblemVersionSchema } from '../problems/problem-version.entity.js';

/** `WAITING` for a worker or running there, then one of the ends. */
export const blendStates = ['WAITING', 'DONE', 'UNBLENDABLE', 'FAILED'] as const;
export type BlendState = (typeof blendStates)[number];

export const BlendSchema = defineEntity({
  name: 'Blend',
  uniques: [
    // Never two at once, and one of each end: what ends replaces what ended so before.
    { name: 'blend_waiting_unique', properties: ['event'], where: "state = 'WAITING'" },
    { name: 'blend_done_unique', properties: ['event'], where: "state = 'DONE'" },
  ],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    event: () => p.manyToOne(EventSchema).ref().index(),
    problemVersion: () => p.manyToOne(ProblemVersionSchema).ref().index(),
    state: p.enum(blendStates).default('WAITING'),
    /** The event's board as it was when the candidates were read, or older. */
    boardVersion: p.integer(),
    scoreType: p.string().length(200),
    minImprovement: p.double().$type<number>(),
    /** The evaluations to choose from; results speak of positions in this list. */
    candidates: p.json<string[]>(),
    /** What they predicted, as artifacts for the worker. */
    runs: p.json<string[]>(),
    /** Which try counts, and how many failed by the platform's fault. */
    attempt: p.integer().default(1),
    faults: p.integer().default(0),
    dispatchedAt: p.datetime(3).nullable(),
    changedAt: p.datetime(3),
    createdAt: p.datetime(3),
    endedAt: p.datetime(3).nullable(),
    /** Why it is `UNBLENDABLE` or `FAILED`; else null. For organisers. */
    message: p.text().nullable(),
    /** Null unless `DONE`, as are the scores and the seconds that the worker took. */
    folds: p.json<BlendedFold[]>().nullable(),
    scores: p.json<StoredBlendScores>().nullable(),
    /** Null also where the worker is from before there were curves. */
    curve: p.json<StoredBlendCurve>().nullable(),
    seconds: p.double().nullable().$type<number>(),
  },
});

/** One blend of an event's submissions. Reaches clients through a view only, after the policy. */
export class Blend extends BlendSchema.class {}
BlendSchema.setClass(Blend);
