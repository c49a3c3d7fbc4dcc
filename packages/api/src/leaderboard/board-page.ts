import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { BoardEntry } from './board.js';
import type { OwnRows } from './own-rows.js';

/** Which rows of a board to show. Filters leave ranks as they are. */
export interface BoardFilter {
  /** A part of the team's or the submission's name, in any case. */
  text?: string | null | undefined;
  /** The team's whole name. */
  team?: string | null | undefined;
  mine?: boolean | null | undefined;
  states?: readonly EvaluationState[] | null | undefined;
}

/** What of the filtered rows. */
export interface PageAsked {
  first: number;
  offset: number;
  /** Puts the viewer's first row in the middle, whatever `offset` says; without one, `offset` counts. */
  aroundMe: boolean;
}

/** Those that pass. */
export function filterEntries(
  entries: readonly BoardEntry[],
  { text, team, mine, states }: BoardFilter,
  ownRows: OwnRows,
): readonly BoardEntry[] {
  const wanted = text?.trim().toLowerCase() ?? '';
  const tests: ((entry: BoardEntry) => boolean)[] = [];
  if (mine === true) tests.push(({ row }) => ownRows.own(row));
  if (team != null && team !== '') tests.push(({ row }) => row.teamName === team);
  if (states != null && states.length > 0) tests.push(({ row }) => states.includes(row.state));
  if (wanted !== '') {
    tests.push(
      ({ row }) => row.teamName.toLowerCase().includes(wanted) || row.submissionName.toLowerCase().includes(wanted),
    );
  }
  return tests.length === 0 ? entries : entries.filter((entry) => tests.every((passes) => passes(entry)));
}

/** One page, and where it begins. */
export function pageOf(
  entries: readonly BoardEntry[],
  { first, offset, aroundMe }: PageAsked,
  ownRows: OwnRows,
): { rows: readonly BoardEntry[]; offset: number } {
  const mine = aroundMe ? entries.findIndex(({ row }) => ownRows.own(row)) : -1;
  const last = Math.max(0, entries.length - first);
  const from = mine < 0 ? offset : Math.min(Math.max(0, mine - Math.floor(first / 2)), last);
  return { rows: entries.slice(from, from + first), offset: from };
}
