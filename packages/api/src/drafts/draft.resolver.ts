import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import { AppError, notFound } from '../errors.js';
import { DraftView, File, SaveDraftResult } from '../events/event.inputs.js';
import { Participation } from '../events/participation.entity.js';
import type { RequestContext } from '../graphql/context.js';
import { PageArgs } from '../graphql/page-args.js';
import { Scope } from '../graphql/scope.js';
import { audienceOf } from '../submissions/audience.js';
import { canSeeFiles, canSeeSubmission } from '../submissions/submission.policy.js';
import { findSubmission } from '../submissions/submission.queries.js';
import {
  DraftSourceView,
  DraftVersionList,
  DraftVersionView,
  ImportIntoDraftInput,
  RestoreDraftVersionInput,
} from './draft.inputs.js';
import { findDraftVersion, listDraftVersions, readDraftVersion } from './draft.queries.js';
import { importIntoDraft } from './import-into-draft.js';
import { restoreDraftVersion } from './restore-draft-version.js';

/** A draft is reached only by its own team (`Event.myParticipation`), so its versions ask no further policy. */
@Resolver(() => Participation)
export class DraftVersionsResolver {
  @Scope('SUBMIT')
  @Mutation(() => SaveDraftResult, {
    description:
      'Copies files of a submission that the viewer may read into their draft of the event, and notes the source.',
  })
  async importIntoDraft(
    @Arg('input', () => ImportIntoDraftInput) { submissionId, ...wanted }: ImportIntoDraftInput,
    @Ctx() context: RequestContext,
  ): Promise<SaveDraftResult> {
    const viewer = requireViewer(context.viewer);
    const submission = await findSubmission(context.em, submissionId);
    const audience = submission === null ? null : await audienceOf(submission, context);
    if (submission === null || audience === null || !canSeeSubmission(audience)) throw notFound('submission');
    if (!canSeeFiles(audience)) throw new AppError('FORBIDDEN', 'You may not read this submission’s files now.');
    return importIntoDraft(viewer, { submission, ...wanted }, context);
  }

  @Scope('SUBMIT')
  @Mutation(() => SaveDraftResult, { description: 'Makes an earlier version of the draft its newest. Own team.' })
  restoreDraftVersion(
    @Arg('input', () => RestoreDraftVersionInput) input: RestoreDraftVersionInput,
    @Ctx() context: RequestContext,
  ): Promise<SaveDraftResult> {
    return restoreDraftVersion(requireViewer(context.viewer), input, context);
  }

  @FieldResolver(() => DraftVersionList, { description: 'What is kept of the draft’s history.' })
  draftVersions(
    @Root() participation: Participation,
    @Args(() => PageArgs) { first, offset }: PageArgs,
    @Ctx() { em }: RequestContext,
  ): Promise<DraftVersionList> {
    return listDraftVersions(em, participation.id, { first, offset });
  }

  @FieldResolver(() => DraftVersionView, { nullable: true, description: 'Null when it is not kept, or no longer.' })
  draftVersion(
    @Root() participation: Participation,
    @Arg('version', () => Int) version: number,
    @Ctx() { em }: RequestContext,
  ): Promise<DraftVersionView | null> {
    return findDraftVersion(em, participation.id, version);
  }
}

@Resolver(() => DraftVersionView)
export class DraftVersionResolver {
  @FieldResolver(() => [File], { description: 'Empty once the version is no longer kept.' })
  files(@Root() { participationId, version }: DraftVersionView, @Ctx() { em }: RequestContext): Promise<File[]> {
    return readDraftVersion(em, participationId, version);
  }
}

@Resolver(() => DraftView)
export class DraftResolver {
  @FieldResolver(() => [DraftSourceView], { description: 'Where its files were imported from.' })
  async sources(@Root() { sources }: DraftView, @Ctx() context: RequestContext): Promise<DraftSourceView[]> {
    const seen = await Promise.all(
      sources.map(async ({ path, submissionId, importedAt }) => {
        const submission = await context.loaders.submission.load(submissionId);
        if (submission === null || !canSeeFiles(await audienceOf(submission, context))) return [];
        return [{ path, submission, importedAt: new Date(importedAt) }];
      }),
    );
    return seen.flat();
  }
}
