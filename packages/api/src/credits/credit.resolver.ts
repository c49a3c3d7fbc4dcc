import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, Float, Mutation, Resolver, Root } from 'type-graphql';
import { requireViewer } from '../auth/viewer.js';
import { AppError, notFound } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import { Scope } from '../graphql/scope.js';
import { audienceOf } from '../submissions/audience.js';
import { Submission } from '../submissions/submission.entity.js';
import { canSeeFiles, canSeeSubmission } from '../submissions/submission.policy.js';
import { findSubmission, findSubmissions } from '../submissions/submission.queries.js';
import { findUsers } from '../users/user.queries.js';
import { type Credit, CreditSuggestion, Credits, DeclareCreditsInput, DeclareCreditsResult } from './credit.inputs.js';
import { areCreditsFinal, canDeclareCredits } from './credit.policy.js';
import { findDeclarations, findReceivedCredits } from './credit.queries.js';
import { declareCredits } from './declare-credits.js';
import { suggestCredits } from './suggest-credits.js';

@Resolver(() => Submission)
export class CreditResolver {
  @Scope('SUBMIT')
  @Mutation(() => DeclareCreditsResult, {
    description: 'Replaces all that a submission of the viewer’s team owes to earlier ones; until a day after closing.',
  })
  async declareCredits(
    @Arg('input', () => DeclareCreditsInput) { submissionId, credits }: DeclareCreditsInput,
    @Ctx() context: RequestContext,
  ): Promise<DeclareCreditsResult> {
    const viewer = requireViewer(context.viewer);
    const submission = await findSubmission(context.em, submissionId);
    const audience = submission === null ? null : await audienceOf(submission, context);
    if (submission === null || audience === null || !canSeeSubmission(audience)) throw notFound('submission');
    if (!canDeclareCredits(audience)) {
      throw new AppError('FORBIDDEN', 'Only the team of a submission declares whom it owes.');
    }
    const readable = await findReadable(
      credits.map(({ sourceId }) => sourceId),
      context,
    );
    const { refusal } = await declareCredits(viewer, { submission, credits, readable }, context);
    await context.renew();
    return { submission: await findSubmission(context.em, submissionId), refusal };
  }

  @FieldResolver(() => Credits, { nullable: true, description: 'Null unless the rules let the viewer read the code.' })
  async credits(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<Credits | null> {
    const audience = await audienceOf(submission, context);
    if (!canSeeFiles(audience)) return null;
    const [declarations, received] = await Promise.all([
      findDeclarations(context.em, submission.id),
      findReceivedCredits(context.em, submission.id),
    ]);
    const sourceIds = declarations.flatMap(({ credits }) => credits.map(({ sourceId }) => sourceId));
    const [sources, targets, authors] = await Promise.all([
      findSubmissions(context.em, sourceIds),
      findReadable(
        received.map(({ targetId }) => targetId),
        context,
      ),
      findUsers(
        context.em,
        declarations.flatMap(({ authorId }) => authorId ?? []),
      ),
    ]);
    const event = await (await submission.participation.loadOrFail()).event.loadOrFail();
    return {
      declarations: declarations.map(({ authorId, declaredAt, credits }) => ({
        author: authors.get(authorId ?? '') ?? null,
        declaredAt,
        credits: credits.flatMap(({ sourceId, fraction }) => creditOf(sources.get(sourceId), fraction)),
      })),
      received: received.flatMap(({ targetId, fraction }) => creditOf(targets.get(targetId), fraction)),
      canDeclare:
        canDeclareCredits(audience) &&
        !areCreditsFinal({ closesAt: event.closesAt, isArchived: audience.isArchived }, context.clock.now()),
    };
  }

  @FieldResolver(() => [CreditSuggestion], {
    description: 'Whom its team may owe: by what it imported, and by similar code of earlier submissions. Own team.',
  })
  async creditSuggestions(@Root() submission: Submission, @Ctx() context: RequestContext): Promise<CreditSuggestion[]> {
    if (!canDeclareCredits(await audienceOf(submission, context))) return [];
    const suggested = await suggestCredits(context.em, submission.id);
    const readable = await findReadable(
      suggested.map(({ sourceId }) => sourceId),
      context,
    );
    return suggested.flatMap(({ sourceId, importedPaths, similarity }) => {
      const source = readable.get(sourceId);
      return source === undefined ? [] : [{ submission: source, importedPaths, similarity }];
    });
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'What it adds to the blend, 0 to 1; all sum to 1. Null until a blend had it among its candidates.',
  })
  async contributivity(@Root() { id }: Submission, @Ctx() { loaders }: RequestContext): Promise<number | null> {
    return (await loaders.contributivities.load(id)).own;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'What is left of its contributivity, and of what others pass on to it, once all credits are passed on.',
  })
  async historicalContributivity(
    @Root() { id }: Submission,
    @Ctx() { loaders }: RequestContext,
  ): Promise<number | null> {
    return (await loaders.contributivities.load(id)).historical;
  }
}

const creditOf = (submission: Submission | undefined, fraction: number): Credit[] =>
  submission === undefined ? [] : [{ submission, fraction }];

/** Those of the submissions whose code the viewer may read. */
async function findReadable(ids: readonly string[], context: RequestContext): Promise<Map<string, Submission>> {
  const found = await findSubmissions(context.em, ids);
  const audiences = await Promise.all(
    [...found.values()].map(async (submission) => ({ submission, audience: await audienceOf(submission, context) })),
  );
  return new Map(
    audiences.flatMap(({ submission, audience }) =>
      canSeeFiles(audience) ? [[submission.id, submission] as const] : [],
    ),
  );
}
