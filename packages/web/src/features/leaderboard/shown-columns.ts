import type { BoardColumn, BoardTable_BoardFragment } from '../../gql/graphql.ts';
import { directionWords } from '../../lib/score-words.ts';

type Board = Pick<BoardTable_BoardFragment, 'columns' | 'scoreTypes' | 'ranksByMean' | 'kind'>;

/** One column as the table has it: score columns are there once for each score type. */
export interface ShownColumn {
  /** What the reader's choice is remembered by. */
  key: string;
  column: BoardColumn;
  scoreType: Board['scoreTypes'][number] | null;
  word: string;
  hint: string;
  isNumeric: boolean;
  /** Always there. */
  isFixed: boolean;
  /** There unless the reader has said otherwise. */
  isUsual: boolean;
  /** The column that ranks the board. */
  isOfficial: boolean;
  /** The way to sort by it that one wants first. */
  firstDirection: 'ASC' | 'DESC';
}

const plain: Partial<Record<BoardColumn, [word: string, hint: string, first: 'ASC' | 'DESC']>> = {
  RANK: ['#', 'rank', 'ASC'],
  MOVE: ['move', 'public rank minus private rank', 'DESC'],
  TEAM: ['team', 'team', 'ASC'],
  SUBMISSION: ['submission', 'submission', 'ASC'],
  CONTRIBUTIVITY: ['contributivity', 'part of the places in the blend of all submissions', 'DESC'],
  HISTORICAL_CONTRIBUTIVITY: [
    'historical',
    'contributivity once every submission has passed on what it owes to others',
    'DESC',
  ],
  TRAIN_SECONDS: ['train', 'training time, summed over folds', 'ASC'],
  VALID_SECONDS: ['validation', 'time to predict for validation, summed over folds', 'ASC'],
  TEST_SECONDS: ['test', 'time to predict for the test set, summed over folds', 'ASC'],
  PEAK_MEMORY: ['memory', 'the most memory that a fold took', 'ASC'],
  STATE: ['state', 'where its judging stands', 'ASC'],
  REASON: ['reason', 'why it failed', 'ASC'],
  SUBMITTED_AT: ['submitted', 'when it was submitted', 'DESC'],
};
const fixed: ReadonlySet<BoardColumn> = new Set(['RANK', 'MOVE', 'TEAM', 'SUBMISSION', 'STATE']);
const numeric: ReadonlySet<BoardColumn> = new Set([
  ...(['RANK', 'MOVE', 'CONTRIBUTIVITY', 'TRAIN_SECONDS', 'VALID_SECONDS', 'TEST_SECONDS'] as const),
  ...(['HISTORICAL_CONTRIBUTIVITY', 'PEAK_MEMORY', 'SUBMITTED_AT'] as const),
]);
const usual: ReadonlySet<BoardColumn> = new Set(['CONTRIBUTIVITY', 'TRAIN_SECONDS', 'REASON', 'SUBMITTED_AT']);

const steps = { VALID: 'validation', TEST: 'test', TRAIN: 'training' } as const;
const stats = { BAGGED: 'bagged', MEAN: 'mean over folds', STD: 'deviation over folds' } as const;

/** Every column that the viewer may see of a board, in order; score types follow the step that ranks. */
export function columnsOf(board: Board): ShownColumn[] {
  return board.columns.flatMap((column) => {
    const [step = '', stat = ''] = column.split('_');
    return step in steps && stat in stats
      ? board.scoreTypes.map((type, index) => scoreColumn(board, column, step as Step, stat as Stat, type, index))
      : [plainColumn(column)];
  });
}

type Step = keyof typeof steps;
type Stat = keyof typeof stats;

function scoreColumn(
  board: Board,
  column: BoardColumn,
  step: Step,
  stat: Stat,
  type: Board['scoreTypes'][number],
  index: number,
): ShownColumn {
  const ranking: Step = board.kind.startsWith('PRIVATE') ? 'TEST' : 'VALID';
  const isRanking = step === ranking && stat === (board.ranksByMean ? 'MEAN' : 'BAGGED');
  const isBetterLow = stat === 'STD' || type.isLowerTheBetter;
  const prefix = step === 'VALID' && ranking === 'VALID' ? '' : `${steps[step]} `;
  return {
    key: `${column}:${type.name}`,
    column,
    scoreType: type,
    word: `${prefix}${type.name}${stat === 'BAGGED' ? '' : stat === 'MEAN' ? ' mean' : ' ±'}`,
    hint: `${steps[step]} score, ${stats[stat]}; ${stat === 'STD' ? 'lower is steadier' : directionWords(type)}`,
    isNumeric: true,
    isFixed: isRanking && index === 0,
    isUsual: isRanking || (ranking === 'TEST' && step === 'VALID' && stat === 'BAGGED' && index === 0),
    isOfficial: isRanking && index === 0,
    firstDirection: isBetterLow ? 'ASC' : 'DESC',
  };
}

function plainColumn(column: BoardColumn): ShownColumn {
  const [word, hint, firstDirection] = plain[column] ?? [column.toLowerCase(), column.toLowerCase(), 'ASC'];
  return {
    ...{ key: column, column, scoreType: null, word, hint, firstDirection, isOfficial: false },
    isNumeric: numeric.has(column),
    isFixed: fixed.has(column),
    isUsual: usual.has(column),
  };
}

/** Those that the reader wants to see; `chosen` has what they have said of some, by key. */
export const visibleColumns = (columns: readonly ShownColumn[], chosen: Record<string, boolean>): ShownColumn[] =>
  columns.filter(({ key, isFixed, isUsual }) => isFixed || (chosen[key] ?? isUsual));

/** Sorting once more by a column: its better end first, then the other way round, then the board's own order. */
export function nextSort(
  column: ShownColumn,
  current: { column: BoardColumn; scoreType: string | null; direction: 'ASC' | 'DESC' } | null,
): typeof current {
  const scoreType = column.scoreType?.name ?? null;
  const isCurrent = current !== null && current.column === column.column && current.scoreType === scoreType;
  if (!isCurrent) return { column: column.column, scoreType, direction: column.firstDirection };
  if (current.direction !== column.firstDirection) return null;
  return { ...current, direction: column.firstDirection === 'ASC' ? 'DESC' : 'ASC' };
}
