import { formatScore, formatSpread, layOutTable } from '../lay-out-table.js';
import { printable } from './printable.js';
import { timeWords } from './time-words.js';

interface BoardRow {
  rank: number | null;
  isTied: boolean;
  move: number | null;
  teamName: string;
  submissionName: string;
  isMine: boolean;
  state: string;
  reason: string | null;
  submittedAt: string;
  contributivity: number | null;
  trainSeconds: number | null;
  scores: { scoreType: string; step: string; value: number | null; mean: number | null; std: number | null }[];
}

/** A page of a board. */
export interface BoardPage {
  size: number;
  totalCount: number;
  columns: string[];
  inProgressCount: number;
  failedCount: number;
  scoreTypes: { name: string; precision: number }[];
  rows: BoardRow[];
  blend: { memberCount: number; scores: { scoreType: string; step: string; value: number | null }[] } | null;
}

interface Column {
  name: string;
  isText?: boolean;
  cell(row: BoardRow): string;
}

/** A board for people; rows of the own team have a star. */
export function boardTable(board: BoardPage): string {
  const columns = columnsOf(board);
  const textColumns = columns.flatMap(({ isText }, index) => (isText ? [index] : []));
  const rows = board.rows.map((row) => columns.map(({ cell }) => cell(row)));
  return layOutTable([columns.map(({ name }) => name), ...rows, ...blendRow(board, columns)], textColumns);
}

function columnsOf({ columns, scoreTypes, rows }: BoardPage): Column[] {
  // The step that ranks comes first in every row.
  const step = rows[0]?.scores[0]?.step ?? 'valid';
  const scores = scoreTypes.flatMap(({ name, precision }): Column[] => {
    const find = ({ scores }: BoardRow) => scores.find((score) => score.scoreType === name && score.step === step);
    return [
      { name, cell: (row) => shown(find(row)?.value, (value) => formatScore(value, precision)) },
      {
        name: 'mean ± std',
        cell: (row) => {
          const { mean, std } = find(row) ?? { mean: null, std: null };
          if (mean === null) return '';
          return `${formatScore(mean, precision)} ± ${formatSpread(std ?? Number.NaN, precision)}`;
        },
      },
    ];
  });
  const all: [wanted: string, Column][] = [
    ['RANK', { name: 'rank', cell: ({ rank, isTied }) => `${rank ?? ''}${isTied ? '=' : ''}` }],
    ['MOVE', { name: 'move', cell: ({ move }) => (move === null ? '' : move > 0 ? `+${move}` : String(move)) }],
    [
      'TEAM',
      { name: 'team', isText: true, cell: ({ teamName, isMine }) => `${printable(teamName)}${isMine ? ' *' : ''}` },
    ],
    ['SUBMISSION', { name: 'submission', isText: true, cell: ({ submissionName }) => printable(submissionName) }],
    ...scores.map((column): [string, Column] => [`${step.toUpperCase()}_BAGGED`, column]),
    [
      'CONTRIBUTIVITY',
      { name: 'contrib.', cell: (row) => shown(row.contributivity, (value) => `${(100 * value).toFixed(1)} %`) },
    ],
    ['TRAIN_SECONDS', { name: 'train s', cell: (row) => shown(row.trainSeconds, (value) => value.toFixed(1)) }],
    ['STATE', { name: 'state', isText: true, cell: ({ state }) => state }],
    ['REASON', { name: 'reason', isText: true, cell: ({ reason }) => reason ?? '' }],
    ['SUBMITTED_AT', { name: 'submitted', isText: true, cell: ({ submittedAt }) => timeWords(submittedAt) }],
  ];
  return all.filter(([wanted]) => columns.includes(wanted)).map(([, column]) => column);
}

/** The ensemble under the others, where one is shown. */
function blendRow({ blend, scoreTypes, rows }: BoardPage, columns: readonly Column[]): string[][] {
  if (blend === null || blend.scores.length === 0) return [];
  const step = rows[0]?.scores[0]?.step;
  const cell = (name: string): string => {
    if (name === 'team') return `blend of ${blend.memberCount}`;
    const type = scoreTypes.find((one) => one.name === name);
    const score = blend.scores.find((one) => one.scoreType === name && one.step === step);
    return type === undefined || score === undefined
      ? ''
      : shown(score.value, (value) => formatScore(value, type.precision));
  };
  return [columns.map(({ name }) => cell(name))];
}

const shown = (value: number | null | undefined, words: (value: number) => string): string =>
  value === null || value === undefined ? '' : words(value);
