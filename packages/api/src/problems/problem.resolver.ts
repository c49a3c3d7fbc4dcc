import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireAdmin } from '../auth/viewer.js';
import { notFound } from '../errors.js';
import { Event } from '../events/event.entity.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { PageArgs } from '../graphql/page-args.js';
import { Scope } from '../graphql/scope.js';
import { inBackground } from '../in-background.js';
import { checkKit } from './check-kit.js';
import { deleteProblem } from './delete-problem.js';
import { countKeywords, findProblems } from './find-problems.js';
import { ProblemKeyword } from './keyword.entity.js';
import { tidyKeyword } from './keywords.js';
import { missingArtifacts } from './missing-artifacts.js';
import { Problem } from './problem.entity.js';
import {
  CheckKitResult,
  DeleteProblemInput,
  DeleteProblemResult,
  KeywordCount,
  ProblemPage,
  PublishKitInput,
  PublishKitResult,
  SetProblemKeywordsInput,
  SetProblemKeywordsResult,
  UploadArtifactChunkInput,
  UploadArtifactChunkResult,
} from './problem.inputs.js';
import { findProblem, findProblemVersion } from './problem.queries.js';
import { ProblemVersion } from './problem-version.entity.js';
import { publishKit } from './publish-kit.js';
import { removeDeletedKits } from './remove-deleted-kits.js';
import { setProblemKeywords } from './set-problem-keywords.js';
import { uploadArtifactChunk } from './upload-artifact-chunk.js';
import { seesProblem, visibleEvents, visibleVersions } from './visible-events.js';

@Resolver(() => Problem)
export class ProblemResolver {
  @Query(() => ProblemPage, {
    description: 'Problems of events that the viewer may see; all for site admins. By name; the best matches first.',
  })
  problems(
    @Arg('search', () => String, {
      nullable: true,
      description: 'Beginnings of words of name, title, keywords, README.',
    })
    search: string | null | undefined,
    @Arg('keyword', () => String, { nullable: true }) keyword: string | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<ProblemPage> {
    const filter = {
      search: search?.slice(0, 500) ?? null,
      keyword: keyword == null ? null : tidyKeyword(keyword.slice(0, 200)),
    };
    return findProblems(filter, page, context);
  }

  @Query(() => Problem, { nullable: true, description: 'Null when there is none, or none for the viewer.' })
  async problem(@Arg('name', () => String) name: string, @Ctx() context: RequestContext): Promise<Problem | null> {
    const problem = await findProblem(context.em, name);
    return problem !== null && (await seesProblem(problem.id, context)) ? problem : null;
  }

  @Query(() => [KeywordCount], { description: 'Of the problems that the viewer may see, the most frequent first.' })
  problemKeywords(@Ctx() context: RequestContext): Promise<KeywordCount[]> {
    return countKeywords(context);
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

  @Scope('ADMIN')
  @Mutation(() => SetProblemKeywordsResult, { description: 'For site admins: replaces all keywords of a problem.' })
  async setProblemKeywords(
    @Arg('input', () => SetProblemKeywordsInput) input: SetProblemKeywordsInput,
    @Ctx() context: RequestContext,
  ): Promise<SetProblemKeywordsResult> {
    const result = await setProblemKeywords(requireAdmin(context.viewer), input, context);
    context.loaders.keywords.clearAll();
    return result;
  }

  @Scope('ADMIN')
  @Mutation(() => DeleteProblemResult, {
    description:
      'For site admins: deletes a problem, or one version, that no event uses and that nothing was judged with. The kit and its private data go, too.',
  })
  async deleteProblem(
    @Arg('input', () => DeleteProblemInput) { name, confirmName, problemVersionId }: DeleteProblemInput,
    @Ctx() context: RequestContext,
  ): Promise<DeleteProblemResult> {
    const viewer = requireAdmin(context.viewer);
    const request = { name, confirmName, versionId: problemVersionId ?? null };
    const refusal = await deleteProblem(viewer, request, context);
    if (refusal === null) {
      inBackground(removeDeletedKits(context), context.log, 'a deleted kit is still stored; it is removed later');
    }
    context.loaders.versions.clearAll();
    return { problem: await findProblem(context.em.fork(), name), refusal };
  }

  @FieldResolver(() => String, {
    description: 'Of the newest version that the viewer sees and that could be read; else the name.',
  })
  async title(@Root() problem: Problem, @Ctx() context: RequestContext): Promise<string> {
    const versions = await visibleVersions(problem.id, context);
    return versions.find(({ state }) => state === 'READY')?.description?.title ?? problem.name;
  }

  @FieldResolver(() => [ProblemVersion], {
    description: 'Newest first: all for site admins, for others those that an event has which they may see.',
  })
  versions(@Root() problem: Problem, @Ctx() context: RequestContext): Promise<ProblemVersion[]> {
    return visibleVersions(problem.id, context);
  }

  @FieldResolver(() => [ProblemKeyword])
  keywords(@Root() problem: Problem, @Ctx() { loaders }: RequestContext): Promise<ProblemKeyword[]> {
    return loaders.keywords.load(problem.id);
  }

  @FieldResolver(() => [Event], {
    description: 'Events on any of its versions that the viewer may see, the latest first.',
  })
  events(@Root() problem: Problem, @Ctx() context: RequestContext): Promise<Event[]> {
    return visibleEvents(problem.id, context);
  }
}
