import 'reflect-metadata';
import { rulesWithoutElement } from '@databoard/shared/element-rules';
import { Arg, Ctx, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { User } from '../users/user.entity.js';
import { elementsOf } from './elements-of.js';
import { canSeeKitCheck } from './kit-check.policy.js';
import { KitCheckView, viewOfKitCheck } from './kit-check.view.js';
import { ProblemOptionsType, ScoreType, WorkflowElement } from './problem.inputs.js';
import { canPublish } from './problem.policy.js';
import { findKitCheck } from './problem.queries.js';
import { ProblemVersion } from './problem-version.entity.js';
import { readVersionChanges } from './read-version-changes.js';
import { KitFileView, KitSourceView, NotebookView, VersionChangesView, viewOfChanges } from './version.view.js';
import { seesVersion } from './visible-events.js';

const elementTypes = { code: 'CODE', text: 'TEXT', data: 'DATA' } as const;

/** What a worker read from the kit. Until it has, texts and lists are empty and counts are 0. */
@Resolver(() => ProblemVersion)
export class ProblemVersionResolver {
  @FieldResolver(() => String)
  async problemName(@Root() version: ProblemVersion): Promise<string> {
    return (await version.problem.loadOrFail()).name;
  }

  @FieldResolver(() => String)
  title(@Root() { description }: ProblemVersion): string {
    return description?.title ?? '';
  }

  @FieldResolver(() => String)
  workflow(@Root() { description }: ProblemVersion): string {
    return description?.workflow ?? '';
  }

  @FieldResolver(() => String)
  predictionType(@Root() { description }: ProblemVersion): string {
    return description?.predictionType ?? '';
  }

  @FieldResolver(() => [WorkflowElement])
  elements(@Root() version: ProblemVersion): WorkflowElement[] {
    return elementsOf(version).map((element) => ({ ...element, type: elementTypes[element.type] }));
  }

  @FieldResolver(() => [ScoreType], { description: 'In the kit’s order.' })
  scoreTypes(@Root() { description }: ProblemVersion): ScoreType[] {
    return description?.scoreTypes ?? [];
  }

  @FieldResolver(() => ProblemOptionsType)
  options(@Root() { options }: ProblemVersion): ProblemOptionsType {
    return options;
  }

  @FieldResolver(() => [String], { description: 'What submissions may read beyond the kit’s modules.' })
  exposed(@Root() { description }: ProblemVersion): string[] {
    return description?.exposed ?? [];
  }

  @FieldResolver(() => [String], {
    description: 'What does not keep the kit from being used, for its author to look at.',
  })
  warnings(@Root() { description, elementRules }: ProblemVersion): string[] {
    if (description == null) return [];
    const idle = rulesWithoutElement(description.elements, elementRules ?? {});
    // Versions that were read before there were warnings have none.
    return [
      ...(description.warnings ?? []),
      ...idle.map((name) => `databoard.json has a rule for “${name}”, which is no file of a submission.`),
    ];
  }

  @FieldResolver(() => String, { nullable: true, description: 'The starting-kit notebook’s path in the kit.' })
  notebook(@Root() { description }: ProblemVersion): string | null {
    return description?.notebook ?? null;
  }

  @FieldResolver(() => Int)
  foldCount(@Root() { description }: ProblemVersion): number {
    return description?.folds.length ?? 0;
  }

  @FieldResolver(() => Int)
  trainRows(@Root() { description }: ProblemVersion): number {
    return description?.trainRows ?? 0;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Null when the kit has no test data.' })
  testRows(@Root() { description }: ProblemVersion): number | null {
    return description?.testRows ?? null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether private data replaces the kit’s own.' })
  hasPrivateData(@Root() { dataDigest }: ProblemVersion): boolean {
    return dataDigest != null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'What has changed; for site admins, null for others.' })
  note(@Root() { note }: ProblemVersion, @Ctx() { viewer }: RequestContext): string | null {
    return canPublish(viewer) ? (note ?? null) : null;
  }

  @FieldResolver(() => User, { nullable: true, description: 'For site admins, null for others.' })
  async publishedBy(@Root() version: ProblemVersion, @Ctx() { viewer }: RequestContext): Promise<User | null> {
    return canPublish(viewer) ? (((await version.publishedBy?.load()) as User | null | undefined) ?? null) : null;
  }

  @FieldResolver(() => KitSourceView, { nullable: true, description: 'For site admins, null for others.' })
  source(@Root() { source }: ProblemVersion, @Ctx() { viewer }: RequestContext): KitSourceView | null {
    return canPublish(viewer) ? (source ?? null) : null;
  }

  @FieldResolver(() => VersionChangesView, {
    nullable: true,
    description: 'Since the version before that was not refused; for site admins, null for others and for the first.',
  })
  async changes(@Root() version: ProblemVersion, @Ctx() context: RequestContext): Promise<VersionChangesView | null> {
    return canPublish(context.viewer) ? viewOfChanges(await readVersionChanges(version, context)) : null;
  }

  @FieldResolver(() => [KitFileView], {
    description:
      'The public part, never the private data, by path. For whoever may see an event on it, and site admins.',
  })
  async kitFiles(
    @Root() version: ProblemVersion,
    @Arg('first', () => Int, { defaultValue: 200 }) first: number,
    @Ctx() context: RequestContext,
  ): Promise<KitFileView[]> {
    if (!(await seesVersion(version, context))) return [];
    return (await context.kitFiles.tree(version.kitDigest)).slice(0, Math.max(0, Math.min(first, 2000)));
  }

  @FieldResolver(() => Int, { description: 'Files of the public part; 0 for whoever may not see it.' })
  async kitFileCount(@Root() version: ProblemVersion, @Ctx() context: RequestContext): Promise<number> {
    return (await seesVersion(version, context)) ? (await context.kitFiles.tree(version.kitDigest)).length : 0;
  }

  @FieldResolver(() => Float, { description: 'Bytes of the public part; 0 for whoever may not see it.' })
  async kitBytes(@Root() version: ProblemVersion, @Ctx() context: RequestContext): Promise<number> {
    if (!(await seesVersion(version, context))) return 0;
    return (await context.kitFiles.tree(version.kitDigest)).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The kit’s README.md as Markdown source. For whoever may see an event on it, and site admins.',
  })
  async readme(@Root() version: ProblemVersion, @Ctx() context: RequestContext): Promise<string | null> {
    const { description, kitDigest } = version;
    if (description == null || !(await seesVersion(version, context))) return null;
    return (await context.kitFiles.texts(kitDigest, description)).readme;
  }

  @FieldResolver(() => NotebookView, {
    nullable: true,
    description: 'The starting-kit notebook. For whoever may see an event on it, and site admins.',
  })
  async notebookContent(@Root() version: ProblemVersion, @Ctx() context: RequestContext): Promise<NotebookView | null> {
    const { description, kitDigest } = version;
    if (description?.notebook == null || !(await seesVersion(version, context))) return null;
    const found = await context.kitFiles.notebook(kitDigest, description);
    if (found === null) return null;
    return 'message' in found ? { language: '', cells: [], isCut: false, ...found } : { ...found, message: null };
  }

  @FieldResolver(() => KitCheckView, {
    nullable: true,
    description: 'For site admins, null for others; null too for a version that was never checked.',
  })
  async check(@Root() version: ProblemVersion, @Ctx() { em, viewer }: RequestContext): Promise<KitCheckView | null> {
    if (!canSeeKitCheck(viewer)) return null;
    return viewOfKitCheck(version, version.checkState === 'DONE' ? await findKitCheck(em, version.id) : null);
  }

  @FieldResolver(() => String, { nullable: true })
  refusalMessage(@Root() { refusal }: ProblemVersion): string | null {
    return refusal?.message ?? null;
  }

  @FieldResolver(() => String, { nullable: true })
  refusalFile(@Root() { refusal }: ProblemVersion): string | null {
    return refusal?.fileName ?? null;
  }

  @FieldResolver(() => Int, { nullable: true })
  refusalLine(@Root() { refusal }: ProblemVersion): number | null {
    return refusal?.line ?? null;
  }
}
