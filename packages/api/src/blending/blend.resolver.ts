import 'reflect-metadata';
import { blendCurve, blendScores } from '@databoard/shared/blend';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Event } from '../events/event.entity.js';
import { eventPhase } from '../events/event.policy.js';
import type { RequestContext } from '../graphql/context.js';
import { finiteOrNull } from '../submissions/official-score.js';
import { ScoreView } from '../submissions/submission.inputs.js';
import type { Blend } from './blend.entity.js';
import { canSeeBlendCurve, canSeeBlendFoldCurves, canSeeBlendMessage, canSeeBlendScore } from './blend.policy.js';
import { findSubmissionIds } from './blend.queries.js';
import { BlendCurve, BlendMember, BlendView } from './blend.view.js';

@Resolver(() => Event)
export class EventBlendResolver {
  @FieldResolver(() => BlendView, {
    nullable: true,
    description: 'The ensemble of the submissions; null until there is one.',
  })
  async blend(@Root() event: Event, @Ctx() { loaders, viewer }: RequestContext): Promise<BlendView | null> {
    const blends = await loaders.blends.load(event.id);
    const newest = blends.at(-1);
    if (newest === undefined) return null;
    const shown = blends.find(({ state }) => state === 'DONE') ?? null;
    return {
      id: `${event.id}:blend`,
      state: newest.state ?? 'WAITING',
      computedAt: shown?.endedAt ?? null,
      scoreType: (shown ?? newest).scoreType,
      minImprovement: (shown ?? newest).minImprovement,
      candidateCount: shown?.candidates.length ?? null,
      message: canSeeBlendMessage(viewer) ? (newest.message ?? null) : null,
      shown,
    };
  }
}

@Resolver(() => BlendView)
export class BlendResolver {
  @FieldResolver(() => [BlendMember], { description: 'By fold, in order of choice.' })
  async members(@Root() { shown }: BlendView, @Ctx() { em, loaders }: RequestContext): Promise<BlendMember[]> {
    const { folds, candidates } = shown ?? { folds: [], candidates: [] };
    const chosen = (folds ?? []).flatMap(({ members }, foldIndex) => {
      const byCandidate = Map.groupBy(members, (position) => candidates[position] ?? '');
      return [...byCandidate].map(([evaluationId, { length: places }]) => ({
        ...{ evaluationId, foldIndex, places, weight: places / members.length },
      }));
    });
    const submissionIds = await findSubmissionIds(em, [...new Set(chosen.map(({ evaluationId }) => evaluationId))]);
    return Promise.all(
      chosen.map(async ({ evaluationId, ...member }) => {
        const submission = await loaders.submission.load(submissionIds.get(evaluationId) ?? '');
        if (submission === null) throw new Error(`Evaluation ${evaluationId} belongs to no submission.`);
        return { submission, ...member };
      }),
    );
  }

  @FieldResolver(() => [ScoreView], {
    description: 'Of the ensembles, bagged: validation, and test where the viewer may see it.',
  })
  combinedScores(@Root() blend: BlendView, @Ctx() context: RequestContext): Promise<ScoreView[]> {
    return scoresOf('combined', blend, context);
  }

  @FieldResolver(() => [ScoreView], {
    description: 'Of each fold’s best submission alone, bagged; as `combinedScores`.',
  })
  foldwiseBestScores(@Root() blend: BlendView, @Ctx() context: RequestContext): Promise<ScoreView[]> {
    return scoresOf('foldwiseBest', blend, context);
  }

  @FieldResolver(() => BlendCurve, {
    nullable: true,
    description:
      'The validation score by `scoreType` as the ensembles take in their members, for whoever sees that score; null for blends of an older worker.',
  })
  async curve(@Root() { shown }: BlendView, @Ctx() context: RequestContext): Promise<BlendCurve | null> {
    if (shown?.curve == null) return null;
    const audience = await audienceOf(shown, context);
    if (!canSeeBlendCurve(audience)) return null;
    const { combined, folds } = blendCurve.decode(shown.curve);
    const chosen = (shown.folds ?? []).map(({ members }) =>
      members.map((position) => shown.candidates[position] ?? ''),
    );
    const submissionIds = await findSubmissionIds(context.em, [...new Set(chosen.flat())]);
    return {
      combined: combined.map(({ size, value }) => ({ size, value: finiteOrNull(value) })),
      folds: (canSeeBlendFoldCurves(audience) ? folds : []).map((values, foldIndex) => ({
        foldIndex,
        submissionIds: (chosen[foldIndex] ?? []).flatMap((evaluationId) => submissionIds.get(evaluationId) ?? []),
        values: values.map(finiteOrNull),
      })),
    };
  }
}

async function scoresOf(
  which: 'combined' | 'foldwiseBest',
  { shown }: BlendView,
  context: RequestContext,
): Promise<ScoreView[]> {
  if (shown?.scores == null) return [];
  const audience = await audienceOf(shown, context);
  return blendScores
    .decode(shown.scores)
    [which].filter(({ step }) => canSeeBlendScore(audience, step))
    .map(({ scoreType, step, value }) => ({ scoreType, step, value: finiteOrNull(value) }));
}

async function audienceOf(shown: Blend, { loaders, clock }: RequestContext) {
  const event = await shown.event.loadOrFail();
  const [isAdmin, mine] = await Promise.all([
    loaders.administers.load(event.id),
    loaders.myParticipation.load(event.id),
  ]);
  const phase = eventPhase(event, clock.now());
  return { isAdmin, isApprovedParticipant: mine?.state === 'APPROVED', phase };
}
