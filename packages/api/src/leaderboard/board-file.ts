import { type AskedBoard } from './ask-board.js';
import type { BoardEntry } from './board.js';
import { canSeeReason } from './board.policy.js';
import { scoreColumn } from './board-columns.js';
import { statOf, statPlace } from './board-row.js';
import { scoreTypesOf } from './board-views.js';

/** A cell of an exported board. Null: no value. */
type Cell = string | number | boolean | null;

/** A column of an exported board: its name, and how to read it from an entry. */
interface FileColumn {
  name: string;
  read: (entry: BoardEntry) => Cell;
}

/** What an exported board has: exactly what the viewer may see of it, with ids, in full precision. */
export function fileColumns(asked: AskedBoard): FileColumn[] {
  const { columns, rules, board, audience, ownRows } = asked;
  const plain: Partial<Record<(typeof columns)[number], FileColumn[]>> = {
    RANK: [
      { name: 'rank', read: ({ rank }) => rank },
      { name: 'tied', read: ({ isTied }) => isTied },
    ],
    MOVE: [{ name: 'move', read: ({ move }) => move }],
    TEAM: [{ name: 'team', read: ({ row }) => row.teamName }],
    SUBMISSION: [{ name: 'submission', read: ({ row }) => row.submissionName }],
    CONTRIBUTIVITY: [{ name: 'contributivity', read: ({ row }) => board.contributivity(row.submissionId) }],
    HISTORICAL_CONTRIBUTIVITY: [
      { name: 'historical_contributivity', read: ({ row }) => board.historicalContributivity(row.submissionId) },
    ],
    TRAIN_SECONDS: [{ name: 'train_seconds', read: ({ row }) => row.trainSeconds }],
    VALID_SECONDS: [{ name: 'valid_seconds', read: ({ row }) => row.validSeconds }],
    TEST_SECONDS: [{ name: 'test_seconds', read: ({ row }) => row.testSeconds }],
    PEAK_MEMORY: [{ name: 'peak_memory_mib', read: ({ row }) => row.peakMemoryMiB }],
    STATE: [{ name: 'state', read: ({ row }) => row.state }],
    REASON: [{ name: 'reason', read: ({ row }) => (canSeeReason(audience, ownRows.own(row)) ? row.reason : null) }],
    SUBMITTED_AT: [{ name: 'submitted_at', read: ({ row }) => row.submittedAt.toISOString() }],
  };
  const scores = scoreTypesOf(asked).map(({ name }) => ({
    name,
    typeIndex: rules.scoreTypes.findIndex((type) => type.name === name),
  }));
  const shown = columns.flatMap((column) => {
    const score = scoreColumn(column);
    if (score === null) return plain[column] ?? [];
    return scores.map(({ name, typeIndex }) => {
      const place = statPlace(typeIndex, score.step, score.stat);
      return { name: `${name}_${score.step}_${score.stat}`, read: ({ row }: BoardEntry) => statOf(row, place) };
    });
  });
  return [...shown, { name: 'submission_id', read: ({ row }) => row.submissionId }];
}

const rowsPerChunk = 500;

/** The board as CSV, chunk by chunk. What people have typed can be no formula where the file is opened as a sheet. */
export function* boardCsv(asked: AskedBoard): Generator<string> {
  const columns = fileColumns(asked);
  yield `${columns.map(({ name }) => csvText(name)).join(',')}\r\n`;
  for (const entries of chunks(asked.entries)) {
    yield entries.map((entry) => `${columns.map(({ read }) => csvCell(read(entry))).join(',')}\r\n`).join('');
  }
}

/** The board as JSON, chunk by chunk: what it is, then its rows as objects. Values that are not finite are words. */
export function* boardJson(asked: AskedBoard, head: Record<string, Cell>): Generator<string> {
  const columns = fileColumns(asked);
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  let separator = '\n';
  for (const entries of chunks(asked.entries)) {
    for (const entry of entries) {
      const row = Object.fromEntries(columns.map(({ name, read }) => [name, jsonCell(read(entry))]));
      yield `${separator}${JSON.stringify(row)}`;
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}

function* chunks(entries: readonly BoardEntry[]): Generator<readonly BoardEntry[]> {
  for (let from = 0; from < entries.length; from += rowsPerChunk) yield entries.slice(from, from + rowsPerChunk);
}

function csvCell(cell: Cell): string {
  if (cell === null || Number.isNaN(cell)) return '';
  return typeof cell === 'string' ? csvText(cell) : String(cell);
}

/** Quoted where it must be; with an apostrophe before what a spreadsheet would compute. */
function csvText(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function jsonCell(cell: Cell): Cell {
  if (typeof cell !== 'number' || Number.isFinite(cell)) return cell;
  return Number.isNaN(cell) ? null : String(cell);
}
