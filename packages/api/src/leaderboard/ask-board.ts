import { AppError } from '../errors.js';
import type { Event } from '../events/event.entity.js';
import { eventPhase } from '../events/event.policy.js';
import type { RequestContext } from '../graphql/context.js';
import type { Board, BoardEntry, BoardRules } from './board.js';
import { type BoardAudience, canSeeBoard, isHiddenBoard } from './board.policy.js';
import { boardAt } from './board-at.js';
import { type BoardColumn, columnsOf, scoreColumn, sortEntries, sortValueOf, typeIndexOf } from './board-columns.js';
import { type BoardKind, boardKinds, rankingStep } from './board-kind.js';
import { type BoardFilter, filterEntries } from './board-page.js';
import { boardRulesOf } from './board-rules.js';
import type { OwnRows } from './own-rows.js';

/** Which board, in which order, and which of its rows. */
export interface BoardAsked {
  kind: BoardKind;
  /** Null: the board's own order. */
  sort?: { column: BoardColumn; scoreType?: string | null | undefined; isDescending: boolean } | null | undefined;
  filter?: BoardFilter | null | undefined;
  /** Null: now. */
  at?: Date | null | undefined;
}

/** A board as one viewer may see it. */
export interface AskedBoard {
  board: Board;
  rules: BoardRules;
  audience: BoardAudience;
  columns: BoardColumn[];
  /** How many rows it has, whatever the filter. */
  size: number;
  /** Sorted and filtered. */
  entries: readonly BoardEntry[];
  ownRows: OwnRows;
}

type BoardContext = Pick<RequestContext, 'em' | 'boards' | 'clock' | 'loaders' | 'viewer' | 'recordLook'>;

/**
 * The one way to a board: asks the policy, then ranks, sorts and filters. A board, a column or a moment that the viewer may
 * not see is refused by name; nothing of the answer depends on it.
 */
export async function askBoard(event: Event, asked: BoardAsked, context: BoardContext): Promise<AskedBoard> {
  const { kind } = asked;
  const audience = await audienceOf(event, kind, context);
  if (!canSeeBoard(audience, rankingStep(kind))) {
    throw new AppError('FORBIDDEN', `The board ${kind} opens to participants once the event has closed.`);
  }
  // By right of running the event alone, that is.
  if (isHiddenBoard(audience, rankingStep(kind)) && context.viewer !== null) {
    context.recordLook({ viewerId: context.viewer.id, eventId: event.id, subject: { kind: 'event', id: event.id } });
  }
  const columns = columnsOf(audience, kind);
  if (asked.sort != null && !columns.includes(asked.sort.column)) {
    throw new AppError('INVALID', `The board ${kind} has no column ${asked.sort.column} to sort by.`);
  }
  const [now, ownRows] = await Promise.all([readBoard(event, context), context.loaders.ownRows.load(event.id)]);
  const { rules } = now;
  const board = asked.at == null ? now.board : await atMoment(event, now, asked.at, context);
  const all = board.entries(kind, rules);
  const sorted = asked.sort == null ? all : sortedBy(board, all, rules, { ...asked, sort: asked.sort });
  const entries = filterEntries(sorted, asked.filter ?? {}, ownRows);
  return { board, rules, audience, columns, size: all.length, entries, ownRows };
}

/** The boards of an event that the viewer may ask for. */
export async function visibleKinds(event: Event, context: BoardContext): Promise<BoardKind[]> {
  const audience = await audienceOf(event, 'PRIVATE', context);
  return boardKinds.filter((kind) => canSeeBoard(audience, rankingStep(kind)));
}

/** An event's rows and what ranks them, without any rights; for read models that ask a policy themselves. */
export async function readBoard(
  event: Event,
  { em, boards }: Pick<BoardContext, 'em' | 'boards'>,
): Promise<{ board: Board; rules: BoardRules }> {
  const version = await event.problemVersion.loadOrFail();
  const rules = await boardRulesOf(event);
  const board = await boards.read(em, {
    id: event.id,
    boardVersion: event.boardVersion ?? 0,
    boardMarks: event.boardMarks ?? 0,
    problemVersionId: version.id,
    scoreTypes: rules.scoreTypes.map(({ name }) => name),
  });
  return { board, rules };
}

async function audienceOf(event: Event, kind: BoardKind, { clock, loaders }: BoardContext): Promise<BoardAudience> {
  const phase = eventPhase(event, clock.now());
  // Nothing of a public board depends on who looks.
  if (rankingStep(kind) === 'valid') return { isAdmin: false, isApprovedParticipant: false, phase };
  const [isAdmin, mine] = await Promise.all([
    loaders.administers.load(event.id),
    loaders.myParticipation.load(event.id),
  ]);
  return { isAdmin, isApprovedParticipant: mine?.state === 'APPROVED', phase };
}

function atMoment(
  event: Event,
  { board, rules }: { board: Board; rules: BoardRules },
  at: Date,
  { em, clock }: BoardContext,
): Board | Promise<Board> {
  if (at >= clock.now()) return board;
  return boardAt(em, board, { eventId: event.id, scoreTypes: rules.scoreTypes.map(({ name }) => name), at });
}

function sortedBy(
  board: Board,
  entries: readonly BoardEntry[],
  rules: BoardRules,
  { kind, sort }: BoardAsked & { sort: NonNullable<BoardAsked['sort']> },
): readonly BoardEntry[] {
  const scoreType = sort.scoreType ?? rules.official.scoreType.name;
  const typeIndex = typeIndexOf(rules, scoreType);
  if (scoreColumn(sort.column) !== null && typeIndex < 0) {
    throw new AppError('INVALID', 'The event has no such score type to sort by.');
  }
  const { name } = rules.official.scoreType;
  const key = ['sorted', kind, name, rules.entriesMax, sort.column, Math.max(typeIndex, 0), sort.isDescending].join(
    ' ',
  );
  return board.kept(key, () => sortEntries(entries, sortValueOf(sort.column, typeIndex, board), sort.isDescending));
}
