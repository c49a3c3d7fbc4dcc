import 'reflect-metadata';
import { Ctx, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { audienceOf } from './audience.js';
import { Evaluation } from './evaluation.entity.js';
import { failureOf } from './failure-of.js';
import { FoldRun } from './fold-run.entity.js';
import { finiteOrNull } from './official-score.js';
import { recordScoreLook } from './record-score-look.js';
import type { Submission } from './submission.entity.js';
import { FailureView, ScoreView } from './submission.inputs.js';
import { canSeeBaggedScore, canSeeFolds } from './submission.policy.js';

@Resolver(() => Evaluation)
export class EvaluationResolver {
  @FieldResolver(() => Int, { nullable: true, description: 'Evaluations whose turn comes before; null once it runs.' })
  async aheadInQueue(@Root() evaluation: Evaluation, @Ctx() context: RequestContext): Promise<number | null> {
    return evaluation.state === 'NEW' ? ((await forecastOf(evaluation, context))?.position ?? null) : null;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Estimated; null once it runs, or where nobody can tell.',
  })
  async startsInSeconds(@Root() evaluation: Evaluation, @Ctx() context: RequestContext): Promise<number | null> {
    return evaluation.state === 'NEW' ? ((await forecastOf(evaluation, context))?.startsInSeconds ?? null) : null;
  }

  @FieldResolver(() => Float, { nullable: true, description: 'Estimated; null once it has ended.' })
  async endsInSeconds(@Root() evaluation: Evaluation, @Ctx() context: RequestContext): Promise<number | null> {
    const isWaiting = evaluation.state === 'NEW' || evaluation.state === 'RUNNING';
    return isWaiting ? ((await forecastOf(evaluation, context))?.endsInSeconds ?? null) : null;
  }

  @FieldResolver(() => [FoldRun], { description: 'By index; empty unless the viewer may see them.' })
  async foldRuns(@Root() evaluation: Evaluation, @Ctx() context: RequestContext): Promise<FoldRun[]> {
    const audience = await audienceOf(await submissionOf(evaluation), context);
    return canSeeFolds(audience) ? context.loaders.foldRuns.load(evaluation.id) : [];
  }

  @FieldResolver(() => [ScoreView], { description: 'Validation, and test where the viewer may see it.' })
  async baggedScores(@Root() evaluation: Evaluation, @Ctx() context: RequestContext): Promise<ScoreView[]> {
    const submission = await submissionOf(evaluation);
    const audience = await audienceOf(submission, context);
    const scores = await context.loaders.scores.load(evaluation.id);
    const shown = scores.filter(({ foldRunId, step }) => foldRunId === null && canSeeBaggedScore(audience, step));
    await recordScoreLook(submission, audience, shown, context);
    return shown.map(({ scoreType, step, value }) => ({ scoreType, step, value: finiteOrNull(value) }));
  }

  @FieldResolver(() => FailureView, { nullable: true, description: 'Of the first failing fold; own team and admins.' })
  async failure(@Root() evaluation: Evaluation, @Ctx() context: RequestContext): Promise<FailureView | null> {
    const audience = await audienceOf(await submissionOf(evaluation), context);
    if (!canSeeFolds(audience)) return null;
    const runs = await context.loaders.foldRuns.load(evaluation.id);
    const failed = runs.find(({ reason }) => reason != null);
    return failed === undefined ? null : failureOf(failed, audience);
  }
}

const forecastOf = (evaluation: Evaluation, { forecasts, em, clock }: RequestContext) =>
  forecasts.of(evaluation.id, { em, now: clock.now() });

const submissionOf = (evaluation: Evaluation): Promise<Submission> =>
  evaluation.submission.loadOrFail() as Promise<Submission>;
