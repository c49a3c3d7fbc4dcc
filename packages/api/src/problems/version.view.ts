import 'reflect-metadata';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { kitSourceKindEnum, notebookCellKindEnum, notebookOutputKindEnum } from '../graphql/enums.js';
import type { FileChanges } from './compare-versions.js';
import type { KitSource } from './kit-source.js';
import type { NotebookCell, NotebookOutput } from './notebook.js';
import type { readVersionChanges } from './read-version-changes.js';

@ObjectType('KitFile', { description: 'A file of the public part of a kit.', simpleResolvers: true })
export class KitFileView {
  @Field(() => String) declare path: string;
  @Field(() => Float) declare bytes: number;
}

@ObjectType('KitSource', { description: 'Where a kit came from.', simpleResolvers: true })
export class KitSourceView {
  @Field(() => kitSourceKindEnum) declare kind: KitSource['kind'];
  @Field(() => String, { nullable: true }) declare url?: string | null;
  @Field(() => String, { nullable: true, description: 'The branch, tag or commit that was asked for.' })
  declare ref?: string | null;
  @Field(() => String, { nullable: true }) declare subfolder?: string | null;
  @Field(() => String, { nullable: true, description: 'The commit that was fetched.' }) declare commit?: string | null;
}

@ObjectType('FileChanges', { description: 'Lists have at most 200 paths each.', simpleResolvers: true })
class FileChangesView {
  @Field(() => [String]) declare added: string[];
  @Field(() => [String]) declare removed: string[];
  @Field(() => [String]) declare changed: string[];
  @Field(() => Int) declare addedCount: number;
  @Field(() => Int) declare removedCount: number;
  @Field(() => Int) declare changedCount: number;
}

@ObjectType('FactChange', { simpleResolvers: true })
class FactChangeView {
  @Field(() => String) declare what: string;
  @Field(() => String, { nullable: true }) declare before: string | null;
  @Field(() => String, { nullable: true }) declare after: string | null;
}

@ObjectType('VersionChanges', { simpleResolvers: true })
export class VersionChangesView {
  @Field(() => Int, { description: 'The number of the version that it is compared with.' })
  declare sinceNumber: number;
  @Field(() => FileChangesView) declare kitFiles: FileChangesView;
  @Field(() => FileChangesView, { description: 'Of the private data.' }) declare dataFiles: FileChangesView;
  @Field(() => [FactChangeView], { description: 'Folds, rows, score types, elements, options, libraries.' })
  declare facts: FactChangeView[];
}

@ObjectType('NotebookOutput', { simpleResolvers: true })
class NotebookOutputView {
  @Field(() => notebookOutputKindEnum) declare kind: NotebookOutput['kind'];
  @Field(() => String, { nullable: true, description: 'Plain text; for OMITTED, what is not shown.' })
  declare text: string | null;
  @Field(() => String, { nullable: true, description: 'A PNG or JPEG picture.' }) declare dataUrl: string | null;
}

@ObjectType('NotebookCell', { simpleResolvers: true })
class NotebookCellView {
  @Field(() => notebookCellKindEnum) declare kind: NotebookCell['kind'];
  @Field(() => String) declare source: string;
  @Field(() => Int, { nullable: true }) declare executionCount: number | null;
  @Field(() => [NotebookOutputView]) declare outputs: NotebookOutputView[];
}

@ObjectType('Notebook', { description: 'As text and pictures; markup of outputs is left out.', simpleResolvers: true })
export class NotebookView {
  @Field(() => String) declare language: string;
  @Field(() => [NotebookCellView]) declare cells: NotebookCellView[];
  @Field(() => Boolean, { description: 'Something was left out because of its size.' }) declare isCut: boolean;
  @Field(() => String, { nullable: true, description: 'Why it cannot be shown; null when it can.' })
  declare message: string | null;
}

const pathsMax = 200;

/** Changes as clients read them; null when there is no earlier version. */
export const viewOfChanges = (changes: Awaited<ReturnType<typeof readVersionChanges>>): VersionChangesView | null =>
  changes && { ...changes, kitFiles: viewOfFiles(changes.kitFiles), dataFiles: viewOfFiles(changes.dataFiles) };

const viewOfFiles = ({ added, removed, changed }: FileChanges): FileChangesView => ({
  added: added.slice(0, pathsMax),
  removed: removed.slice(0, pathsMax),
  changed: changed.slice(0, pathsMax),
  addedCount: added.length,
  removedCount: removed.length,
  changedCount: changed.length,
});
