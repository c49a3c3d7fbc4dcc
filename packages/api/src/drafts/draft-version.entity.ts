import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import type { DraftSource, SourceFile } from '../events/draft.entity.js';
import { ParticipationSchema } from '../events/participation.entity.js';
import { UserSchema } from '../users/user.entity.js';

/** How a version of a draft came about. */
const draftOrigins = ['EDITED', 'UPLOADED', 'IMPORTED', 'RESTORED'] as const;
export type DraftOrigin = (typeof draftOrigins)[number];

export const DraftVersionSchema = defineEntity({
  name: 'DraftVersion',
  properties: {
    participation: () => p.manyToOne(ParticipationSchema).ref().primary().deleteRule('cascade'),
    version: p.integer().primary(),
    /** Null: from before authors were kept, or the account is gone. */
    author: () => p.manyToOne(UserSchema).ref().nullable().index().deleteRule('set null'),
    savedAt: p.datetime(3),
    origin: p.enum(draftOrigins),
    files: p.json<SourceFile[]>(),
    sources: p.json<DraftSource[]>(),
    /** Of all files together. */
    bytes: p.integer(),
  },
});

/** A draft as it was saved once. The newest is the draft itself; older ones are thinned. */
export class DraftVersion extends DraftVersionSchema.class {}
DraftVersionSchema.setClass(DraftVersion);
