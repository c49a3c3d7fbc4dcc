import 'reflect-metadata';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { audienceOf } from './audience.js';
import { Evaluation } from './evaluation.entity.js';
import { failureOf } from './failure-of.js';
import { FoldRun } from './fold-run.entity.js';
import { finiteOrNull } from './official-score.js';
import type { Submission } from './submission.entity.js';
import { FailureView, ScoreView } from './submission.inputs.js';
import { canSeeBaggedScore, canSeeFolds } from './submission.policy.js';
import { countAhead } from './submission.queries.js';

@Resolver(() => Evaluation)
export class EvaluationResolver {
  @FieldResolver(() => Int, { nullable: true, description: 'Evaluations waiting before this one; null once it runs.' })
  aheadInQueue(@Root() evaluation: Evaluation, @Ctx() { em }: RequestContext): Promise<number> | null {
    return evaluation.state === 'NEW' ? countAhead(em, evaluation) : null;
  }

  @FieldResolver(() => [FoldRun], { description: 'By index; empty unless the viewer may see them.' })
  async foldRuns(@Root() evaluation: Evaluation, @Ctx() context: RequestContext): Promise<FoldRun[]> {
    const audience = await audienceOf(await submissionOf(evaluation), context);
    return canSeeFolds(audience) ? context.loaders.foldRuns.load(evaluation.id) : [];
  }

  @FieldResolver(() => [ScoreView], { description: 'Validation, and test where the viewer may see it.' })
  async baggedScores(@Root() evaluation: Evaluation, @Ctx() context: RequestContext): Promise<ScoreView[]> {
    const audience = await audienceOf(await submissionOf(evaluation), context);
    const scores = await context.loaders.scores.load(evaluation.id);
    return scores
      .filter(({ foldRunId, step }) => foldRunId === null && canSeeBaggedScore(audience, step))
      .map(({ scoreType, step, value }) => ({ scoreType, step, value: finiteOrNull(value) }));
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

const submissionOf = (evaluation: Evaluation): Promise<Submission> =>
  evaluation.submission.loadOrFail() as Promise<Submission>;
