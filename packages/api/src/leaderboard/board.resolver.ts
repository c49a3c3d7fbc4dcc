import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root, Subscription } from 'type-graphql';
import { AppError, notFound } from '../errors.js';
import { Event } from '../events/event.entity.js';
import { findEvent, findEventById } from '../events/event.queries.js';
import { isForEveryone, seesEvent } from '../events/sees-event.js';
import type { RequestContext } from '../graphql/context.js';
import { boardKindEnum } from '../graphql/enums.js';
import { askBoard, visibleKinds } from './ask-board.js';
import { BoardFilterInput, BoardSortInput } from './board.inputs.js';
import { BoardChange, BoardChartView, BoardView } from './board.view.js';
import { boardChart } from './board-chart.js';
import type { BoardKind } from './board-kind.js';
import { pageOf } from './board-page.js';
import { blendView, pointView, rowViews, scoreTypesOf, withStatesOfToday } from './board-views.js';

// Stop 12 of the walk. In: an event. Out: a page of one of its boards, as the viewer may see it.

const rowsMax = 200;

@Resolver(() => Event)
export class BoardResolver {
  @FieldResolver(() => BoardView, {
    description:
      'A page of one of the boards. Private ones are for the event’s admins, and for participants once it has closed: FORBIDDEN for others.',
  })
  async board(
    @Root() event: Event,
    @Ctx() context: RequestContext,
    @Arg('kind', () => boardKindEnum, { defaultValue: 'PUBLIC' }) kind: BoardKind,
    @Arg('sort', () => BoardSortInput, { nullable: true, description: 'Null: the board’s own order.' })
    sort: BoardSortInput | null,
    @Arg('filter', () => BoardFilterInput, { nullable: true }) filter: BoardFilterInput | null,
    @Arg('first', () => Int, { defaultValue: 50, description: `At most ${rowsMax}.` }) first: number,
    @Arg('offset', () => Int, { defaultValue: 0 }) offset: number,
    @Arg('aroundMe', () => Boolean, {
      defaultValue: false,
      description: 'The page that has the viewer’s first row in its middle, whatever `offset` says.',
    })
    aroundMe: boolean,
    @Arg('at', () => Date, {
      nullable: true,
      description:
        'The board as it was at that moment. Names of teams, selections and the official score type are those of today; there is no blend.',
    })
    at: Date | null,
  ): Promise<BoardView> {
    if (first < 1 || first > rowsMax) throw new AppError('INVALID', `first must be from 1 to ${rowsMax}.`);
    if (offset < 0) throw new AppError('INVALID', 'offset must not be negative.');
    const isDescending = sort?.direction === 'DESC';
    const asked = await askBoard(event, { kind, sort: sort && { ...sort, isDescending }, filter, at }, context);
    const page = pageOf(asked.entries, { first, offset, aroundMe }, asked.ownRows);
    const rows = page.rows.map(rowViews(asked, kind));
    return {
      eventSlug: event.slug,
      kind,
      version: asked.board.version,
      scoreTypes: scoreTypesOf(asked),
      ranksByMean: asked.rules.official.kind === 'mean',
      columns: asked.columns,
      size: asked.size,
      totalCount: asked.entries.length,
      offset: page.offset,
      rows:
        kind === 'IN_PROGRESS' && at === null ? await withStatesOfToday(rows, context.loaders.currentEvaluation) : rows,
      blend: blendView(asked, kind),
      inProgressCount: asked.board.inProgressCount,
      failedCount: asked.board.failedCount,
    };
  }

  @FieldResolver(() => BoardChartView, { description: 'What the charts of the public board are drawn from.' })
  async boardChart(@Root() event: Event, @Ctx() context: RequestContext): Promise<BoardChartView> {
    const { board, rules, ownRows } = await askBoard(event, { kind: 'PUBLIC' }, context);
    const { totalCount, points, best } = boardChart(board, rules, ownRows);
    const view = pointView(board, ownRows);
    return {
      scoreType: rules.official.scoreType,
      totalCount,
      points: points.map(view),
      bestSoFar: best.map(view),
    };
  }

  @FieldResolver(() => [boardKindEnum], { description: 'The boards that the viewer may see.' })
  boardKinds(@Root() event: Event, @Ctx() context: RequestContext): Promise<BoardKind[]> {
    return visibleKinds(event, context);
  }

  @Subscription(() => BoardChange, {
    description: 'The version of the boards now, and again whenever they change.',
    subscribe: async ({ args, context }) => {
      const request = context as RequestContext;
      const event = await findEvent(request.em, args['eventSlug'] as string);
      if (event === null || !(await seesEvent(event, request))) throw notFound('event');
      return request.topics.leaderboardChanges(event.id);
    },
  })
  async boardChanged(
    @Arg('eventSlug', () => String) _eventSlug: string,
    @Root() { eventId }: { eventId: string },
    @Ctx() context: RequestContext,
  ): Promise<BoardChange> {
    // Hundreds listen to the same event: one read is enough for all of them, as long as it is there for everyone.
    const event = await context.eventReads.read(eventId);
    if (event === null) throw notFound('event');
    if (!isForEveryone(event)) {
      await context.renew();
      if (!(await seesEvent(event, context))) throw notFound('event');
    }
    return { eventId, eventSlug: event.slug, version: event.boardVersion ?? 0 };
  }
}

@Resolver(() => BoardChange)
export class BoardChangeResolver {
  @FieldResolver(() => Event, { description: 'Read anew, with the rights that the viewer has by now.' })
  async event(@Root() { eventId }: BoardChange, @Ctx() context: RequestContext): Promise<Event> {
    await context.renew();
    const event = await findEventById(context.em, eventId);
    if (event === null || !(await seesEvent(event, context))) throw notFound('event');
    return event;
  }
}
