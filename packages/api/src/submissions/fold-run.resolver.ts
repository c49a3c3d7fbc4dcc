import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { audienceOf } from './audience.js';
import { failureOf } from './failure-of.js';
import { FoldRun } from './fold-run.entity.js';
import { finiteOrNull } from './official-score.js';
import { readLog } from './source-files.js';
import type { Submission } from './submission.entity.js';
import { FailureView, ScoreView } from './submission.inputs.js';
import { type Audience, canSeeFoldScore, canSeeFolds, canSeeOutput } from './submission.policy.js';

@Resolver(() => FoldRun)
export class FoldRunResolver {
  @FieldResolver(() => [ScoreView], { description: 'Train and validation, and test where the viewer may see it.' })
  async scores(@Root() run: FoldRun, @Ctx() context: RequestContext): Promise<ScoreView[]> {
    const audience = await audienceOfRun(run, context);
    const scores = await context.loaders.scores.load(run.evaluation.id);
    return scores
      .filter(({ foldRunId, step }) => foldRunId === run.id && canSeeFoldScore(audience, step))
      .map(({ scoreType, step, value }) => ({ scoreType, step, value: finiteOrNull(value) }));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the code printed; null where it could carry hidden data.',
  })
  async log(@Root() run: FoldRun, @Ctx() context: RequestContext): Promise<string | null> {
    return canSeeOutput(await audienceOfRun(run, context)) ? readLog(run.logDigest, context) : null;
  }

  @FieldResolver(() => FailureView, { nullable: true, description: 'Own team and admins.' })
  async failure(@Root() run: FoldRun, @Ctx() context: RequestContext): Promise<FailureView | null> {
    const audience = await audienceOfRun(run, context);
    return canSeeFolds(audience) ? failureOf(run, audience) : null;
  }
}

async function audienceOfRun(run: FoldRun, context: RequestContext): Promise<Audience> {
  const evaluation = await run.evaluation.loadOrFail();
  return audienceOf((await evaluation.submission.loadOrFail()) as Submission, context);
}
