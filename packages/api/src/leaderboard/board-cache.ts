import type { EntityManager } from '@mikro-orm/postgresql';
import { Board } from './board.js';
import { readBoardBlend, readBoardRows, readChangedBoardRows } from './board.query.js';
import type { BoardRow } from './board-row.js';

/** Boards of so many events, and rows of all together, are kept: about half a kilobyte each. */
const boardsKept = 100;
const rowsKept = 500_000;

/** What of an event says how new its boards are, and what their figures are about. */
export interface BoardOwner {
  id: string;
  boardVersion: number;
  boardMarks: number;
  problemVersionId: string;
  scoreTypes: readonly string[];
}

interface Kept extends BoardOwner {
  board: Promise<Board>;
  rowCount: number;
}

/**
 * Keeps the boards of events in memory, each at one `boardVersion`. The version changes in the transaction that changes a
 * row, so an old board is never served to someone who has read the new version. A newer board reads only the submissions
 * that changed since the one before.
 */
export class BoardCache {
  private readonly kept = new Map<string, Kept>();

  read(em: EntityManager, owner: BoardOwner): Promise<Board> {
    const known = this.kept.get(owner.id);
    // A reader with an older view of the event gets the newer board: it is what the next look would show.
    if (known !== undefined && known.boardVersion >= owner.boardVersion) {
      this.keep(known);
      return known.board;
    }
    const board = this.readNew(em, owner, known);
    const entry: Kept = { ...owner, board, rowCount: known?.rowCount ?? 0 };
    this.keep(entry);
    board.then(
      ({ rows }) => {
        entry.rowCount = rows.length;
        this.forgetOldest();
      },
      () => {
        if (this.kept.get(owner.id) === entry) this.kept.delete(owner.id);
      },
    );
    return board;
  }

  /** Reads every board anew the next time. */
  forget(): void {
    this.kept.clear();
  }

  private async readNew(em: EntityManager, owner: BoardOwner, known: Kept | undefined): Promise<Board> {
    const before = await known?.board.catch(() => undefined);
    const isContinued =
      before !== undefined &&
      known !== undefined &&
      known.problemVersionId === owner.problemVersionId &&
      // Every version since named what it changed.
      owner.boardVersion - known.boardVersion === owner.boardMarks - known.boardMarks;
    const [rows, { blend, own, passedOn }] = await Promise.all([
      isContinued ? changedRows(em, owner, known.boardVersion, before) : readBoardRows(em, owner.id, owner.scoreTypes),
      readBoardBlend(em, owner.id, (isContinued && before.blend?.shownId) || null),
    ]);
    return new Board(owner.boardVersion, rows, blend, { own: own ?? before?.shares.own ?? new Map(), passedOn });
  }

  /** As the one that was asked for last. */
  private keep(entry: Kept): void {
    this.kept.delete(entry.id);
    this.kept.set(entry.id, entry);
  }

  private forgetOldest(): void {
    let rows = [...this.kept.values()].reduce((sum, { rowCount }) => sum + rowCount, 0);
    for (const [id, { rowCount }] of this.kept) {
      if (this.kept.size <= 1 || (rows <= rowsKept && this.kept.size <= boardsKept)) return;
      this.kept.delete(id);
      rows -= rowCount;
    }
  }
}

/** The rows in the order that they had, with what changed in its place, what is new behind, and without what has left. */
async function changedRows(
  em: EntityManager,
  { id: eventId, scoreTypes }: BoardOwner,
  afterVersion: number,
  before: Board,
): Promise<readonly BoardRow[]> {
  const changed = await readChangedBoardRows(em, { eventId, afterVersion }, scoreTypes);
  const rows: BoardRow[] = [];
  for (const row of before.nearlyRanked()) {
    const now = changed.get(row.submissionId);
    if (now !== null) rows.push(now ?? row);
    changed.delete(row.submissionId);
  }
  for (const row of changed.values()) if (row !== null) rows.push(row);
  return rows;
}
