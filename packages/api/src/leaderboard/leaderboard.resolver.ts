import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { notFound } from '../errors.js';
import { Event } from '../events/event.entity.js';
import { findEvent, findEventById } from '../events/event.queries.js';
import { seesEvent } from '../events/sees-event.js';
import type { RequestContext } from '../graphql/context.js';
import type { ScoreType } from '../problems/problem.inputs.js';
import { finiteOrNull, officialScoreOf } from '../submissions/official-score.js';
import type { BoardBlend } from './leaderboard.query.js';
import { Leaderboard, type LeaderboardBlend } from './leaderboard.view.js';
import { rank } from './rank.js';

// Stop 12 of the walk. In: an event. Out: its ranked public board, with the viewer's own rows marked.

@Resolver(() => Event)
export class LeaderboardResolver {
  @FieldResolver(() => Leaderboard, { description: 'The public board: validation scores of scored submissions.' })
  leaderboard(@Root() event: Event, @Ctx() context: RequestContext): Promise<Leaderboard> {
    return leaderboardOf(event, context);
  }

  @Subscription(() => Leaderboard, {
    description: 'The board now, and again whenever it changes.',
    subscribe: async ({ args, context }) => {
      const request = context as RequestContext;
      const event = await findEvent(request.em, args['eventSlug'] as string);
      if (event === null || !(await seesEvent(event, request))) throw notFound('event');
      return request.topics.leaderboardChanges(event.id);
    },
  })
  async leaderboardChanged(
    @Arg('eventSlug', () => String) _eventSlug: string,
    @Root() { eventId }: { eventId: string },
    @Ctx() context: RequestContext,
  ): Promise<Leaderboard> {
    await context.renew();
    const event = await findEventById(context.em, eventId);
    if (event === null || !(await seesEvent(event, context))) throw notFound('event');
    return leaderboardOf(event, context);
  }
}

async function leaderboardOf(event: Event, { em, boards, loaders }: RequestContext): Promise<Leaderboard> {
  const version = await event.problemVersion.loadOrFail();
  const official = officialScoreOf(event, version.description);
  const others = (version.description?.scoreTypes ?? []).filter(({ name }) => name !== official.scoreType.name);
  const scoreTypes = [official.scoreType, ...others];
  const [board, mine] = await Promise.all([boards.read(em, event), loaders.myParticipation.load(event.id)]);
  const ranked = rank(
    board.rows.map((row) => {
      const score = row.scores.find(({ scoreType }) => scoreType === official.scoreType.name);
      const officialScore = (official.kind === 'mean' ? score?.mean : score?.bagged) ?? null;
      return { ...row, officialScore };
    }),
    official.scoreType.isLowerTheBetter,
  );
  return {
    id: `${event.id}:public`,
    eventSlug: event.slug,
    scoreTypes,
    rows: ranked.map((row) => ({
      id: row.submissionId,
      rank: row.rank,
      teamName: row.teamName,
      submissionName: row.submissionName,
      isMine: mine?.team.id === row.teamId,
      scores: scoreTypes.map(({ name }) => {
        const score = row.scores.find(({ scoreType }) => scoreType === name);
        return {
          scoreType: name,
          value: finiteOrNull(score?.bagged ?? null),
          mean: finiteOrNull(score?.mean ?? null),
          std: finiteOrNull(score?.std ?? null),
        };
      }),
      trainSeconds: row.trainSeconds,
      validSeconds: row.validSeconds,
      contributivity: row.contributivity,
      historicalContributivity: row.historicalContributivity,
      submittedAt: row.submittedAt,
    })),
    blend: board.blend && blendOf(board.blend, scoreTypes),
    inProgressCount: board.inProgressCount,
    failedCount: board.failedCount,
    updatedAt: board.readAt,
  };
}

const blendOf = ({ state, computedAt, scores }: BoardBlend, scoreTypes: readonly ScoreType[]): LeaderboardBlend => ({
  state,
  computedAt,
  scores: scoreTypes.flatMap(({ name }) => {
    const score = scores.find(({ scoreType }) => scoreType === name);
    if (score === undefined) return [];
    return [{ scoreType: name, value: finiteOrNull(score.value), foldwiseBest: finiteOrNull(score.foldwiseBest) }];
  }),
});
