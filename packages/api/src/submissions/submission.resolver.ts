import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import { notFound } from '../errors.js';
import { Event } from '../events/event.entity.js';
import { File } from '../events/event.inputs.js';
import type { RequestContext } from '../graphql/context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { Scope } from '../graphql/scope.js';
import { inBackground } from '../in-background.js';
import { recordCodeLook } from '../interactions/record-code-look.js';
import { Team } from '../teams/team.entity.js';
import { User } from '../users/user.entity.js';
import { audienceOf } from './audience.js';
import { bestOfOthers } from './best-of-others.js';
import { Evaluation } from './evaluation.entity.js';
import { finiteOrNull, officialScoreOf, officialValue } from './official-score.js';
import { readSourceFiles } from './source-files.js';
import { Submission } from './submission.entity.js';
import { SubmitInput, SubmitResult } from './submission.inputs.js';
import {
  canAdminister,
  canCancel,
  canSeeFiles,
  canSeeFolds,
  canSeeStandingNote,
  canSeeSubmission,
  canWithdraw,
} from './submission.policy.js';
import { findSubmission } from './submission.queries.js';
import { submit } from './submit.js';

// Stop 2 of the walk. In: the SPA's mutation. Out: a submission or a refusal as data. Next: `submit.ts`.
// Stop 10, second half: a message names a submission; what its viewer may see of it is read again.

@Resolver(() => Submission)
export class SubmissionResolver {
  @Query(() => Submission, { nullable: true, description: 'Null when there is none, or none for the viewer.' })
  async submission(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Submission | null> {
    return findVisible(id, context);
  }

  @Scope('SUBMIT')
  @Mutation(() => SubmitResult)
  submit(@Arg('input', () => SubmitInput) input: SubmitInput, @Ctx() context: RequestContext): Promise<SubmitResult> {
    return submit(requireViewer(context.viewer), input, context);
  }

  @Subscription(() => Submission, {
    description: 'The submission now, and again whenever its evaluation moves.',
    subscribe: async ({ args, context }) => {
      const request = context as RequestContext;
      const submission = await findVisible(args['id'] as string, request);
      if (submission === null) throw notFound('submission');
      return request.topics.submissionChanges(submission.id);
    },
  })
  async submissionChanged(
    @Arg('id', () => ID) _id: string,
    @Root() { submissionId }: { submissionId: string },
    @Ctx() context: RequestContext,
  ): Promise<Submission> {
    await context.renew();
    const submission = await findVisible(submissionId, context);
    if (submission === null) throw notFound('submission');
    return submission;
  }

  @FieldResolver(() => Event)
  async event(@Root() submission: Submission): Promise<Event> {
    const participation = await submission.participation.loadOrFail();
    return participation.event.loadOrFail() as Promise<Event>;
  }

  @FieldResolver(() => Team)
  async team(@Root() submission: Submission): Promise<Team> {
    const participation = await submission.participation.loadOrFail();
    return participation.team.loadOrFail() as Promise<Team>;
  }

  @FieldResolver(() => User)
  author(@Root() submission: Submission): Promise<User> {
    return submission.author.loadOrFail() as Promise<User>;
  }

  @FieldResolver(() => Boolean, { description: 'Of the viewer’s team.' })
  async isMine(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<boolean> {
    return (await audienceOf(submission, context)).isOwnTeam;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why it does not count; own team and admins.' })
  async standingNote(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<string | null> {
    return canSeeStandingNote(await audienceOf(submission, context)) ? (submission.standingNote ?? null) : null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may stop its judging.' })
  async canCancel(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<boolean> {
    return canCancel(await audienceOf(submission, context));
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may take it out of the game.' })
  async canWithdraw(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<boolean> {
    return canWithdraw(await audienceOf(submission, context));
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may run it again, disqualify and reinstate it.' })
  async canAdminister(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<boolean> {
    return canAdminister(await audienceOf(submission, context));
  }

  @FieldResolver(() => [File], { nullable: true, description: 'Null unless the rules let the viewer read them.' })
  async files(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<File[] | null> {
    const audience = await audienceOf(submission, context);
    if (!canSeeFiles(audience)) return null;
    if (context.viewer !== null && !audience.isOwnTeam) {
      const eventId = (await submission.participation.loadOrFail()).event.id;
      const look = { kind: 'VIEW_CODE', userId: context.viewer.id, eventId, submissionId: submission.id } as const;
      inBackground(recordCodeLook(context.em, look, context), context.log, 'a look at code was not counted');
    }
    return readSourceFiles(submission.filesDigest, context);
  }

  @FieldResolver(() => Evaluation, { description: 'The current one.' })
  async evaluation(@Root() submission: Submission, @Ctx() { loaders }: RequestContext): Promise<Evaluation> {
    const evaluation = await loaders.currentEvaluation.load(submission.id);
    if (evaluation === null) throw new Error(`Submission ${submission.id} has no current evaluation.`);
    return evaluation;
  }

  @FieldResolver(() => Float, { nullable: true, description: 'The public score; null until scored.' })
  async officialScore(@Root() submission: Submission, @Ctx() { loaders }: RequestContext): Promise<number | null> {
    const official = await officialOf(submission);
    const evaluation = await loaders.currentEvaluation.load(submission.id);
    if (evaluation === null) return null;
    return finiteOrNull(officialValue(await loaders.validationScores.load(evaluation.id), official));
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Best public score among the team’s other submissions; null if none, or for other viewers.',
  })
  async myBestBefore(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<number | null> {
    if (!canSeeFolds(await audienceOf(submission, context))) return null;
    return finiteOrNull(await bestOfOthers(submission, await officialOf(submission), context));
  }
}

async function findVisible(id: string, context: RequestContext): Promise<Submission | null> {
  const submission = isUuid(id) ? await findSubmission(context.em, id) : null;
  return submission !== null && canSeeSubmission(await audienceOf(submission, context)) ? submission : null;
}

async function officialOf(submission: Submission) {
  const participation = await submission.participation.loadOrFail();
  const event = await participation.event.loadOrFail();
  return officialScoreOf(event, (await event.problemVersion.loadOrFail()).description);
}
