import 'reflect-metadata';
import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../graphql/context.js';
import { audienceOfRun, submissionOfRun } from './audience.js';
import { failureOf } from './failure-of.js';
import { FoldRun } from './fold-run.entity.js';
import { finiteOrNull } from './official-score.js';
import { recordScoreLook } from './record-score-look.js';
import { logNotice, readLogBytes } from './stored-log.js';
import { FailureView, ScoreView } from './submission.inputs.js';
import { canSeeFaultDetail, canSeeFoldScore, canSeeFolds, canSeeOutput } from './submission.policy.js';

@Resolver(() => FoldRun)
export class FoldRunResolver {
  @FieldResolver(() => [ScoreView], { description: 'Train and validation, and test where the viewer may see it.' })
  async scores(@Root() run: FoldRun, @Ctx() context: RequestContext): Promise<ScoreView[]> {
    const audience = await audienceOfRun(run, context);
    const scores = await context.loaders.scores.load(run.evaluation.id);
    const shown = scores.filter(({ foldRunId, step }) => foldRunId === run.id && canSeeFoldScore(audience, step));
    await recordScoreLook(await submissionOfRun(run), audience, shown, context);
    return shown.map(({ scoreType, step, value }) => ({ scoreType, step, value: finiteOrNull(value) }));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the code printed; null where it could carry hidden data.',
  })
  async log(@Root() run: FoldRun, @Ctx() context: RequestContext): Promise<string | null> {
    if (!canSeeOutput(await audienceOfRun(run, context))) return null;
    return (await readLogBytes(run.logDigest, context))?.toString('utf8') ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the platform says below the log: why it ends early, or that there is none. Mostly null.',
  })
  async logNotice(@Root() run: FoldRun, @Ctx() context: RequestContext): Promise<string | null> {
    if (!isFoldRunEnded(run.state) || !canSeeOutput(await audienceOfRun(run, context))) return null;
    const participation = await (await submissionOfRun(run)).participation.loadOrFail();
    return logNotice(run, await readLogBytes(run.logDigest, context), await participation.event.loadOrFail());
  }

  @FieldResolver(() => Boolean, {
    description:
      'The log is kept from the viewer: it could carry hidden data, and the organisers have not opened logs.',
  })
  async isLogHidden(@Root() run: FoldRun, @Ctx() context: RequestContext): Promise<boolean> {
    return !canSeeOutput(await audienceOfRun(run, context));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What the platform’s last fault was, if any; for the event’s admins alone.',
  })
  async faultDetail(@Root() run: FoldRun, @Ctx() context: RequestContext): Promise<string | null> {
    return canSeeFaultDetail(await audienceOfRun(run, context)) ? (run.faultDetail ?? null) : null;
  }

  @FieldResolver(() => FailureView, { nullable: true, description: 'Own team and admins.' })
  async failure(@Root() run: FoldRun, @Ctx() context: RequestContext): Promise<FailureView | null> {
    const audience = await audienceOfRun(run, context);
    return canSeeFolds(audience) ? failureOf(run, audience) : null;
  }
}
