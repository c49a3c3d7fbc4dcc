import 'reflect-metadata';
import path from 'node:path';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { canSeeKitCheck } from './kit-check.policy.js';
import { KitCheckView, viewOfKitCheck } from './kit-check.view.js';
import { ProblemOptionsType, ScoreType, WorkflowElement } from './problem.inputs.js';
import { findKitCheck } from './problem.queries.js';
import { ProblemVersion } from './problem-version.entity.js';

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
  elements(@Root() { description }: ProblemVersion): WorkflowElement[] {
    return (description?.elements ?? []).map((element) => ({ ...element, extension: path.extname(element.fileName) }));
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
  warnings(@Root() { description }: ProblemVersion): string[] {
    // Versions that were read before there were warnings have none.
    return description?.warnings ?? [];
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
