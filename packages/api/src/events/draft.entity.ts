import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { ParticipationSchema } from './participation.entity.js';

/** One text file by its path inside a submission. */
export interface SourceFile {
  path: string;
  content: string;
}

/** A file that was imported into a draft, and from which submission. */
export interface DraftSource {
  path: string;
  submissionId: string;
  importedAt: string;
  importedBy: string;
}

export const DraftSchema = defineEntity({
  name: 'Draft',
  properties: {
    participation: () => p.oneToOne(ParticipationSchema).ref().primary().owner().deleteRule('cascade'),
    /** Goes up with every save; a save names the version it started from. */
    version: p.integer(),
    files: p.json<SourceFile[]>(),
    /** Where files were imported from; at most one per file. */
    sources: p.json<DraftSource[]>().default([]),
    savedAt: p.datetime(3),
  },
});

/** The files that a participation is editing; saved, never run. No row means the starting kit. */
export class Draft extends DraftSchema.class {}
DraftSchema.setClass(Draft);
