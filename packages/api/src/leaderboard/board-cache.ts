import type { EntityManager } from '@mikro-orm/postgresql';
import { type Board, readBoard } from './leaderboard.query.js';

const boardsKept = 50;

/**
 * Keeps the last boards in memory, each for one `boardVersion` of its event. The version changes in the transaction that
 * changes a row, so an old board is never served to someone who has read the new version.
 */
export class BoardCache {
  private readonly kept = new Map<string, { version: number; board: Promise<Board> }>();

  read(em: EntityManager, event: { id: string; boardVersion: number }): Promise<Board> {
    const known = this.kept.get(event.id);
    // A reader with an older view of the event gets the newer board: it is what the next look would show.
    if (known !== undefined && known.version >= event.boardVersion) return known.board;
    const board = readBoard(em, event.id);
    this.kept.delete(event.id);
    this.kept.set(event.id, { version: event.boardVersion, board });
    board.catch(() => this.kept.delete(event.id));
    const oldest = this.kept.keys().next();
    if (this.kept.size > boardsKept && oldest.done === false) this.kept.delete(oldest.value);
    return board;
  }

  /** Reads every board anew the next time. */
  forget(): void {
    this.kept.clear();
  }
}
