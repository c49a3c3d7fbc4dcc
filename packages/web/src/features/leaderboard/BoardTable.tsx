import { memo } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { BoardTable_BoardFragment } from '../../gql/graphql.ts';
import { Announcer } from '../../ui/Announcer.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { useRowGlide } from '../../ui/use-row-glide.ts';
import { BlendRow } from './BlendRow.tsx';
import { BoardCell, type BoardRowData } from './BoardCell.tsx';
import { BoardHeader } from './BoardHeader.tsx';
import classes from './BoardTable.module.css';
import type { BoardViewState } from './board-view.ts';
import type { ShownColumn } from './shown-columns.ts';
import { useFreshRows } from './use-fresh-rows.ts';

graphql(`
  fragment BoardTable_board on Board {
    eventSlug
    kind
    version
    ranksByMean
    columns
    size
    totalCount
    offset
    inProgressCount
    failedCount
    scoreTypes {
      name
      precision
      isLowerTheBetter
    }
    blend {
      state
      computedAt
      memberCount
      scores {
        scoreType
        step
        value
        foldwiseBest
      }
    }
    rows {
      submissionId
      rank
      isTied
      move
      teamName
      submissionName
      isMine
      state
      reason
      trainSeconds
      validSeconds
      testSeconds
      peakMemoryMiB
      contributivity
      historicalContributivity
      submittedAt
      scores {
        scoreType
        step
        value
        mean
        std
      }
    }
  }
`);

interface Props {
  board: BoardTable_BoardFragment;
  columns: readonly ShownColumn[];
  view: BoardViewState;
  onSort: (sort: BoardViewState['sort']) => void;
}

/** A page of a board: rows glide when the order changes, own rows are tinted, headers sort. */
export function BoardTable({ board, columns, view, onSort }: Props) {
  const { freshIds, words } = useFreshRows(board.rows, board.size, JSON.stringify({ ...view, slug: board.eventSlug }));
  const body = useRowGlide(board.rows.map((row) => row.submissionId).join());
  const isFirstPage = board.offset === 0;
  return (
    <div className={classes['board']}>
      <Announcer text={words} />
      <DataTable label="Leaderboard">
        <BoardHeader columns={columns} sort={view.sort} onSort={onSort} />
        {isFirstPage && <BlendRow board={board} columns={columns} />}
        <tbody ref={body}>
          {board.rows.map((row) => (
            <Row
              key={row.submissionId}
              row={row}
              columns={columns}
              blendState={board.blend?.state}
              isFresh={freshIds.has(row.submissionId)}
            />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

interface RowProps {
  row: BoardRowData;
  columns: readonly ShownColumn[];
  blendState: NonNullable<BoardTable_BoardFragment['blend']>['state'] | undefined;
  isFresh: boolean;
}

const Row = memo(function Row({ row, columns, blendState, isFresh }: RowProps) {
  return (
    <tr
      data-row-id={row.submissionId}
      data-testid="leaderboard-row"
      data-submission-id={row.submissionId}
      data-mine={row.isMine || undefined}
      data-fresh={isFresh || undefined}
    >
      {columns.map((column) => (
        <BoardCell key={column.key} row={row} column={column} blendState={blendState} isFresh={isFresh} />
      ))}
    </tr>
  );
});
