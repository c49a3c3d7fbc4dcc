import 'reflect-metadata';
import { Args, Ctx, Field, FieldResolver, Float, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { Event } from '../events/event.entity.js';
import type { RequestContext } from '../graphql/context.js';
import { PageArgs } from '../graphql/page-args.js';
import { Problem } from '../problems/problem.entity.js';
import { ScoreType } from '../problems/problem.inputs.js';
import { visibleEvents } from '../problems/visible-events.js';
import { finiteOrNull } from '../submissions/official-score.js';
import { readBoard } from './ask-board.js';
import { comparableEvents, problemBoard } from './problem-board.js';

@ObjectType({ simpleResolvers: true })
export class ProblemBoardRow {
  @Field(() => ID) declare submissionId: string;
  @Field(() => Int) declare rank: number;
  @Field(() => Boolean) declare isTied: boolean;
  @Field(() => String) declare submissionName: string;
  @Field(() => String) declare teamName: string;
  @Field(() => String) declare eventSlug: string;
  @Field(() => String) declare eventTitle: string;
  @Field(() => Boolean) declare isMine: boolean;
  @Field(() => Float, { nullable: true, description: 'The public score; null where not finite.' })
  declare value: number | null;
  @Field(() => Date) declare submittedAt: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The public boards of all events on a problem that the viewer sees and that rank by the same score.',
})
export class ProblemBoard {
  @Field(() => ScoreType, { nullable: true, description: 'Null when the viewer sees no event.' })
  declare scoreType: ScoreType | null;
  @Field(() => [Event], { description: 'Those that are compared, the latest first.' }) declare events: Event[];
  @Field(() => Int) declare totalCount: number;
  @Field(() => [ProblemBoardRow]) declare rows: ProblemBoardRow[];
}

/** How many events are compared, the latest; each is a board to keep. */
const eventsMax = 30;

@Resolver(() => Problem)
export class ProblemBoardResolver {
  @FieldResolver(() => ProblemBoard)
  async board(
    @Root() problem: Problem,
    @Args(() => PageArgs) { first, offset }: PageArgs,
    @Ctx() context: RequestContext,
  ): Promise<ProblemBoard> {
    const visible = (await visibleEvents(problem.id, context)).slice(0, eventsMax);
    const { events, official } = await comparableEvents(visible);
    const boards = await Promise.all(events.map(async (event) => ({ event, ...(await readBoard(event, context)) })));
    const teams = await Promise.all(events.map(({ id }) => context.loaders.myParticipation.load(id)));
    const mine = new Set(teams.flatMap((participation) => participation?.team.id ?? []));
    const entries = problemBoard(boards, official?.scoreType.isLowerTheBetter ?? false);
    return {
      scoreType: official?.scoreType ?? null,
      events,
      totalCount: entries.length,
      rows: entries.slice(offset, offset + first).map(({ source: { event }, row, value, rank, isTied }) => ({
        submissionId: row.submissionId,
        rank,
        isTied,
        submissionName: row.submissionName,
        teamName: row.teamName,
        eventSlug: event.slug,
        eventTitle: event.title,
        isMine: mine.has(row.teamId),
        value: finiteOrNull(value),
        submittedAt: row.submittedAt,
      })),
    };
  }
}
