import { assertNever } from '@databoard/shared/assert-never';
import type { Step } from '@databoard/shared/score';
import type { Board, BoardEntry, BoardRules } from './board.js';
import { type BoardAudience, canSeeReason, stepsOf } from './board.policy.js';
import { type BoardKind, publicCounterpart, rankingStep } from './board-kind.js';
import { type ScoreStat, statOf, statPlace } from './board-row.js';

/** What a board can be sorted by and show. Score columns are there once for each score type. */
export const boardColumns = [
  'RANK',
  'MOVE',
  'TEAM',
  'SUBMISSION',
  'VALID_BAGGED',
  'VALID_MEAN',
  'VALID_STD',
  'TEST_BAGGED',
  'TEST_MEAN',
  'TEST_STD',
  'TRAIN_MEAN',
  'TRAIN_STD',
  'CONTRIBUTIVITY',
  'HISTORICAL_CONTRIBUTIVITY',
  'TRAIN_SECONDS',
  'VALID_SECONDS',
  'TEST_SECONDS',
  'PEAK_MEMORY',
  'SUBMITTED_AT',
  'STATE',
  'REASON',
] as const;
export type BoardColumn = (typeof boardColumns)[number];

/** The score that a column shows; null for all other columns. */
export function scoreColumn(column: BoardColumn): { step: Step; stat: ScoreStat } | null {
  switch (column) {
    case 'VALID_BAGGED':
      return { step: 'valid', stat: 'bagged' };
    case 'VALID_MEAN':
      return { step: 'valid', stat: 'mean' };
    case 'VALID_STD':
      return { step: 'valid', stat: 'std' };
    case 'TEST_BAGGED':
      return { step: 'test', stat: 'bagged' };
    case 'TEST_MEAN':
      return { step: 'test', stat: 'mean' };
    case 'TEST_STD':
      return { step: 'test', stat: 'std' };
    case 'TRAIN_MEAN':
      return { step: 'train', stat: 'mean' };
    case 'TRAIN_STD':
      return { step: 'train', stat: 'std' };
    case 'RANK':
    case 'MOVE':
    case 'TEAM':
    case 'SUBMISSION':
    case 'CONTRIBUTIVITY':
    case 'HISTORICAL_CONTRIBUTIVITY':
    case 'TRAIN_SECONDS':
    case 'VALID_SECONDS':
    case 'TEST_SECONDS':
    case 'PEAK_MEMORY':
    case 'SUBMITTED_AT':
    case 'STATE':
    case 'REASON':
      return null;
    default:
      return assertNever(column);
  }
}

const shares = ['CONTRIBUTIVITY', 'HISTORICAL_CONTRIBUTIVITY'] as const;
const figures = ['TRAIN_SECONDS', 'VALID_SECONDS', 'TEST_SECONDS', 'PEAK_MEMORY'] as const;

/** The columns of a board for somebody, in order. What is not among them is neither shown nor sorted by. */
export function columnsOf(audience: BoardAudience, kind: BoardKind): BoardColumn[] {
  if (rankingStep(kind) === null) {
    const reason = kind === 'FAILED' && canSeeReason(audience, false);
    return ['TEAM', 'SUBMISSION', 'STATE', ...(reason ? (['REASON'] as const) : []), 'SUBMITTED_AT'];
  }
  const scores = stepsOf(audience, rankingStep(kind)).flatMap((step) =>
    boardColumns.filter((column) => scoreColumn(column)?.step === step),
  );
  const move = publicCounterpart(kind) === null ? [] : (['MOVE'] as const);
  return ['RANK', ...move, 'TEAM', 'SUBMISSION', ...scores, ...shares, ...figures, 'SUBMITTED_AT'];
}

/** A value to sort by; NaN and null come last whichever way. */
type SortValue = string | number | null;

/** How to read a column's value from an entry. */
export function sortValueOf(
  column: BoardColumn,
  typeIndex: number,
  board: Pick<Board, 'contributivity' | 'historicalContributivity'>,
): (entry: BoardEntry) => SortValue {
  const score = scoreColumn(column);
  if (score !== null) {
    const place = statPlace(typeIndex, score.step, score.stat);
    return ({ row }) => statOf(row, place);
  }
  const readers: Record<Exclude<BoardColumn, ScoreColumn>, (entry: BoardEntry) => SortValue> = {
    RANK: (entry) => entry.rank,
    MOVE: (entry) => entry.move,
    TEAM: ({ row }) => row.teamName.toLowerCase(),
    SUBMISSION: ({ row }) => row.submissionName.toLowerCase(),
    CONTRIBUTIVITY: ({ row }) => board.contributivity(row.submissionId),
    HISTORICAL_CONTRIBUTIVITY: ({ row }) => board.historicalContributivity(row.submissionId),
    TRAIN_SECONDS: ({ row }) => row.trainSeconds,
    VALID_SECONDS: ({ row }) => row.validSeconds,
    TEST_SECONDS: ({ row }) => row.testSeconds,
    PEAK_MEMORY: ({ row }) => row.peakMemoryMiB,
    SUBMITTED_AT: ({ row }) => row.submittedAt.getTime(),
    STATE: ({ row }) => row.state,
    REASON: ({ row }) => row.reason,
  };
  return readers[column as Exclude<BoardColumn, ScoreColumn>];
}

type ScoreColumn = Extract<BoardColumn, `${'VALID' | 'TEST' | 'TRAIN'}_${'BAGGED' | 'MEAN' | 'STD'}`>;

/** The entries by a column; of equal ones, in the order that they had. */
export function sortEntries(
  entries: readonly BoardEntry[],
  read: (entry: BoardEntry) => SortValue,
  isDescending: boolean,
): BoardEntry[] {
  const isMissing = (value: SortValue) => value === null || Number.isNaN(value);
  const keyed = entries.map((entry) => ({ entry, value: read(entry) }));
  keyed.sort((a, b) => {
    if (isMissing(a.value) || isMissing(b.value)) return Number(isMissing(a.value)) - Number(isMissing(b.value));
    if (a.value === b.value) return 0;
    return (a.value as number) < (b.value as number) === isDescending ? 1 : -1;
  });
  return keyed.map(({ entry }) => entry);
}

/** Rules of a score type by name; -1 where there is none of it. */
export const typeIndexOf = ({ scoreTypes }: BoardRules, name: string): number =>
  scoreTypes.findIndex((type) => type.name === name);
