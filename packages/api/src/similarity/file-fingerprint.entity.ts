import 'reflect-metadata';
import { ArrayType, defineEntity, p } from '@mikro-orm/core';
import { SubmissionSchema } from '../submissions/submission.entity.js';

const integers = new ArrayType<number>(Number, String);

export const FileFingerprintSchema = defineEntity({
  name: 'FileFingerprint',
  indexes: [{ properties: ['hashes'], type: 'gin' }],
  properties: {
    submission: () => p.manyToOne(SubmissionSchema).ref().primary().deleteRule('cascade'),
    path: p.string().length(100).primary(),
    /** Chosen by winnowing, without those of the starting kit, which all submissions would share. */
    hashes: p.type(integers).columnType('int[]').$type<number[]>(),
  },
});

/** What a submitted Python file is recognised by in others. */
export class FileFingerprint extends FileFingerprintSchema.class {}
FileFingerprintSchema.setClass(FileFingerprint);
