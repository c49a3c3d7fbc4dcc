import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { ProblemOptionsInput } from '@databoard/shared/problem-options';
import { defineEntity, type Opt, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';
import { kitImportStateEnum } from '../graphql/enums.js';
import { ProblemVersionSchema } from '../problems/problem-version.entity.js';
import { UserSchema } from '../users/user.entity.js';

/** `WAITING` for an api process, `RUNNING` in one, then `DONE` with a problem version or `FAILED` with a message. */
export const kitImportStates = ['WAITING', 'RUNNING', 'DONE', 'FAILED'] as const;
export type KitImportState = (typeof kitImportStates)[number];

/** What an import makes a kit, or its private data, from. Files that were uploaded one by one are a tree already. */
export type ImportSource =
  | { kind: 'TREE'; digest: string }
  | { kind: 'ZIP'; digest: string }
  | { kind: 'GIT'; url: string; ref: string | null; subfolder: string | null };

/** How far an import is. */
export interface ImportProgress {
  step: 'FETCHING' | 'EXPANDING' | 'STORING' | 'PUBLISHING';
  files: number;
  bytes: number;
}

/** What an import was asked for beside its sources. */
interface ImportWishes {
  note: string | null;
  options: ProblemOptionsInput | null;
}

export const KitImportSchema = defineEntity({
  name: 'KitImport',
  indexes: [
    { properties: ['createdAt'] },
    { properties: ['state'], where: "state in ('WAITING', 'RUNNING')", name: 'kit_import_unfinished_index' },
  ],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    problemName: p.string().length(63),
    kitSource: p.json<ImportSource>(),
    /** Null: no private data. */
    dataSource: p.json<ImportSource>().nullable(),
    wishes: p.json<ImportWishes>(),
    state: p.enum(kitImportStates).default('WAITING'),
    progress: p.json<ImportProgress>().nullable(),
    /** Null unless `FAILED`. */
    message: p.text().nullable(),
    /** Which input is at fault; null where none is. */
    field: p.string().length(40).nullable(),
    /** Which try counts: one that was given up must not end another. */
    attempt: p.integer().default(0),
    /** Null unless `DONE`. */
    problemVersion: () => p.manyToOne(ProblemVersionSchema).ref().nullable().index().deleteRule('set null'),
    requestedBy: () => p.manyToOne(UserSchema).ref().index(),
    createdAt: p.datetime(3),
    /** The sign of life of the process that runs it. */
    changedAt: p.datetime(3),
  },
});

/** A kit on its way from a zip or a git server into a problem version. For site admins. */
@ObjectType({ simpleResolvers: true })
export class KitImport extends KitImportSchema.class {
  @Field(() => ID) declare id: Opt<string>;
  @Field(() => String) declare problemName: string;
  @Field(() => kitImportStateEnum) declare state: Opt<KitImportState>;
  @Field(() => String, { nullable: true, description: 'Why it failed; null unless it did.' })
  declare message: string | null;
  @Field(() => String, { nullable: true, description: 'Which input is at fault, `kit` or `data`.' })
  declare field: string | null;
  @Field(() => Date) declare createdAt: Date;
  @Field(() => Date) declare changedAt: Date;
}
KitImportSchema.setClass(KitImport);
