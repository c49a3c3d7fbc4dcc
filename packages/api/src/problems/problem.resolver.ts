import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireAdmin } from '../auth/viewer.js';
import { notFound } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { Scope } from '../graphql/scope.js';
import { checkKit } from './check-kit.js';
import { missingArtifacts } from './missing-artifacts.js';
import { Problem } from './problem.entity.js';
import {
  CheckKitResult,
  PublishKitInput,
  PublishKitResult,
  UploadArtifactChunkInput,
  UploadArtifactChunkResult,
} from './problem.inputs.js';
import { findProblemVersion, listProblems } from './problem.queries.js';
import { ProblemVersion } from './problem-version.entity.js';
import { publishKit } from './publish-kit.js';
import { uploadArtifactChunk } from './upload-artifact-chunk.js';

@Resolver(() => Problem)
export class ProblemResolver {
  @Query(() => [Problem], { description: 'For site admins.' })
  problems(@Ctx() { em, viewer }: RequestContext): Promise<Problem[]> {
    requireAdmin(viewer);
    return listProblems(em);
  }

  @Query(() => ProblemVersion, {
    nullable: true,
    description: 'For site admins; poll it while a kit is being checked.',
  })
  async problemVersion(
    @Arg('id', () => ID) id: string,
    @Ctx() { em, viewer }: RequestContext,
  ): Promise<ProblemVersion | null> {
    requireAdmin(viewer);
    return isUuid(id) ? findProblemVersion(em, id) : null;
  }

  @Query(() => [String], { description: 'For site admins: which of these the store lacks.' })
  missingArtifacts(
    @Arg('digests', () => [String]) digests: string[],
    @Ctx() context: RequestContext,
  ): Promise<string[]> {
    requireAdmin(context.viewer);
    return missingArtifacts(digests, context);
  }

  @Scope('ADMIN')
  @Mutation(() => UploadArtifactChunkResult, { description: 'For site admins: chunks in order, at most 4 MiB each.' })
  uploadArtifactChunk(
    @Arg('input', () => UploadArtifactChunkInput) input: UploadArtifactChunkInput,
    @Ctx() context: RequestContext,
  ): Promise<UploadArtifactChunkResult> {
    return uploadArtifactChunk(requireAdmin(context.viewer), input, context);
  }

  @Scope('ADMIN')
  @Mutation(() => PublishKitResult, {
    description: 'For site admins: answers at once, the version is being checked then.',
  })
  publishKit(
    @Arg('input', () => PublishKitInput) input: PublishKitInput,
    @Ctx() context: RequestContext,
  ): Promise<PublishKitResult> {
    return publishKit(requireAdmin(context.viewer), input, context);
  }

  @Scope('ADMIN')
  @Mutation(() => CheckKitResult, {
    description: 'For site admins: checks a kit again; answers at once. One whose check still waits is left as it is.',
  })
  checkKit(
    @Arg('problemVersionId', () => ID) problemVersionId: string,
    @Ctx() context: RequestContext,
  ): Promise<CheckKitResult> {
    const viewer = requireAdmin(context.viewer);
    if (!isUuid(problemVersionId)) throw notFound('problem version');
    return checkKit(viewer, problemVersionId, context);
  }

  @FieldResolver(() => String, { description: 'Of the newest version that could be read; else the name.' })
  async title(@Root() problem: Problem, @Ctx() { loaders }: RequestContext): Promise<string> {
    const versions = await loaders.versions.load(problem.id);
    return versions.find(({ state }) => state === 'READY')?.description?.title ?? problem.name;
  }

  @FieldResolver(() => [ProblemVersion], { description: 'Newest first.' })
  versions(@Root() problem: Problem, @Ctx() { loaders }: RequestContext): Promise<ProblemVersion[]> {
    return loaders.versions.load(problem.id);
  }
}
