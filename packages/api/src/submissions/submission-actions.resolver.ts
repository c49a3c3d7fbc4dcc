import 'reflect-metadata';
import { IsOptional, IsUUID, Length } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import { AppError, notFound } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { rerunScopeEnum } from '../graphql/enums.js';
import { Refusal } from '../graphql/refusal.type.js';
import { Scope } from '../graphql/scope.js';
import { type Refusal as RefusalData, refusal } from '../refusal.js';
import type { User } from '../users/user.entity.js';
import { audienceOf } from './audience.js';
import { cancelSubmission } from './cancel-submission.js';
import { changeStanding } from './change-standing.js';
import { type RerunScope, rerunSubmission } from './rerun-submission.js';
import { Submission } from './submission.entity.js';
import { type Audience, canAdminister, canCancel, canSeeSubmission, canWithdraw } from './submission.policy.js';
import { findSubmission } from './submission.queries.js';

@InputType()
class SubmissionInput {
  @Field(() => ID) @IsUUID() declare submissionId: string;
}

@InputType()
class NotedSubmissionInput extends SubmissionInput {
  @Field(() => String, { nullable: true, description: 'Why; for its team and the organisers.' })
  @IsOptional()
  @Length(1, 1000)
  declare note?: string | null;
}

@InputType()
class RerunSubmissionInput extends NotedSubmissionInput {
  @Field(() => rerunScopeEnum) declare scope: RerunScope;
}

@ObjectType({ simpleResolvers: true })
class SubmissionActionResult {
  @Field(() => Submission, { nullable: true }) declare submission?: Submission | null;
  @Field(() => Refusal, { nullable: true }) declare refusal?: RefusalData | null;
}

/** What people do to a submission after it was sent. */
@Resolver()
export class SubmissionActionsResolver {
  @Scope('SUBMIT')
  @Mutation(() => SubmissionActionResult, { description: 'Stops the judging. Own team and admins.' })
  cancelSubmission(
    @Arg('input', () => SubmissionInput) input: SubmissionInput,
    @Ctx() context: RequestContext,
  ): Promise<SubmissionActionResult> {
    return act('cancel', input, canCancel, context, (viewer, { isOwnTeam }) =>
      cancelSubmission(viewer, { ...input, isOwnTeam }, context),
    );
  }

  @Scope('SUBMIT')
  @Mutation(() => SubmissionActionResult, {
    description: 'Out of boards and blends. Own team, until the event closes.',
  })
  withdrawSubmission(
    @Arg('input', () => NotedSubmissionInput) input: NotedSubmissionInput,
    @Ctx() context: RequestContext,
  ): Promise<SubmissionActionResult> {
    return act('withdraw', input, canWithdraw, context, (viewer) =>
      changeStanding(viewer, { ...input, standing: 'WITHDRAWN', note: input.note ?? null }, context),
    );
  }

  @Scope('ADMIN')
  @Mutation(() => SubmissionActionResult, { description: 'Out of boards and blends, with a reason. Admins.' })
  async disqualifySubmission(
    @Arg('input', () => NotedSubmissionInput) input: NotedSubmissionInput,
    @Ctx() context: RequestContext,
  ): Promise<SubmissionActionResult> {
    const note = input.note?.trim() ?? '';
    return act('disqualify', input, canAdminister, context, (viewer) =>
      note === ''
        ? { refusal: refusal('INVALID', 'Say why it is disqualified.', { field: 'note' }) }
        : changeStanding(viewer, { ...input, standing: 'DISQUALIFIED', note }, context),
    );
  }

  @Scope('ADMIN')
  @Mutation(() => SubmissionActionResult, { description: 'Back into boards and blends. Admins.' })
  reinstateSubmission(
    @Arg('input', () => NotedSubmissionInput) input: NotedSubmissionInput,
    @Ctx() context: RequestContext,
  ): Promise<SubmissionActionResult> {
    return act('reinstate', input, canAdminister, context, (viewer) =>
      changeStanding(viewer, { ...input, standing: 'COUNTED', note: input.note ?? null }, context),
    );
  }

  @Scope('ADMIN')
  @Mutation(() => SubmissionActionResult, { description: 'Judges it again, behind everything live. Admins.' })
  rerunSubmission(
    @Arg('input', () => RerunSubmissionInput) input: RerunSubmissionInput,
    @Ctx() context: RequestContext,
  ): Promise<SubmissionActionResult> {
    return act('rerun', input, canAdminister, context, (viewer) => rerunSubmission(viewer, input, context));
  }
}

/** Finds the submission, asks the policy, does it, and answers with how it stands then. Every act leaves a line in the log. */
async function act(
  what: string,
  input: { submissionId: string; note?: string | null },
  isAllowed: (audience: Audience) => boolean,
  context: RequestContext,
  work: (
    viewer: User,
    audience: Audience,
  ) => { refusal: RefusalData | null } | Promise<{ refusal: RefusalData | null }>,
): Promise<SubmissionActionResult> {
  const viewer = requireViewer(context.viewer);
  const submission = await findSubmission(context.em, input.submissionId);
  const audience = submission === null ? null : await audienceOf(submission, context);
  if (submission === null || audience === null || !canSeeSubmission(audience)) throw notFound('submission');
  if (!isAllowed(audience)) throw new AppError('FORBIDDEN', 'You may not do this to this submission now.');
  const { refusal: refused } = await work(viewer, audience);
  const { submissionId, note = null } = input;
  context.log.info(
    { act: what, viewerId: viewer.id, submissionId, note, refused: refused?.reason },
    'acted on a submission',
  );
  await context.renew();
  return { submission: await findSubmission(context.em, submissionId), refusal: refused };
}
