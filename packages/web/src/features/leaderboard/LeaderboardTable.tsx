import { graphql } from '../../gql/gql.ts';
import type { LeaderboardTable_LeaderboardFragment } from '../../gql/graphql.ts';
import { directionArrow, directionWords } from '../../lib/score-words.ts';
import { Announcer } from '../../ui/Announcer.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { useRowGlide } from '../../ui/use-row-glide.ts';
import { BlendRow } from './BlendRow.tsx';
import { LeaderboardRow } from './LeaderboardRow.tsx';
import classes from './LeaderboardTable.module.css';
import { useFreshRows } from './use-fresh-rows.ts';

graphql(`
  fragment LeaderboardTable_leaderboard on Leaderboard {
    id
    eventSlug
    inProgressCount
    failedCount
    updatedAt
    scoreTypes {
      name
      precision
      isLowerTheBetter
    }
    blend {
      state
      computedAt
      scores {
        scoreType
        value
        foldwiseBest
      }
    }
    rows {
      id
      rank
      teamName
      submissionName
      isMine
      trainSeconds
      contributivity
      submittedAt
      scores {
        scoreType
        value
        mean
        std
      }
    }
  }
`);

/** The board: one row per submission, best first; rows glide when the order changes and own rows are tinted. */
export function LeaderboardTable({ board }: { board: LeaderboardTable_LeaderboardFragment }) {
  const { freshIds, words } = useFreshRows(board.rows);
  const body = useRowGlide(board.rows.map((row) => row.id).join());
  return (
    <div className={classes['board']}>
      <Announcer text={words} />
      <DataTable label="Leaderboard">
        <thead>
          <tr>
            <th scope="col" data-numeric className={classes['rank']}>
              <abbr title="rank">#</abbr>
            </th>
            <th scope="col" className={classes['team']}>
              team
            </th>
            <th scope="col">submission</th>
            {board.scoreTypes.map((type, index) => (
              <th
                key={type.name}
                scope="col"
                data-numeric
                title={`${directionWords(type)}; bagged validation score`}
                className={index === 0 ? classes['official'] : ''}
                {...(index === 0 ? { 'aria-sort': type.isLowerTheBetter ? 'ascending' : 'descending' } : {})}
              >
                {type.name} <span aria-hidden="true">{directionArrow(type)}</span>
              </th>
            ))}
            <th scope="col" data-numeric title="part of the places in the blend of all submissions">
              contributivity
            </th>
            <th scope="col" data-numeric title="training time, summed over folds">
              train
            </th>
            <th scope="col" data-numeric>
              submitted
            </th>
          </tr>
        </thead>
        <BlendRow board={board} />
        <tbody ref={body}>
          {board.rows.map((row) => (
            <LeaderboardRow
              key={row.id}
              row={row}
              scoreTypes={board.scoreTypes}
              blendState={board.blend?.state}
              isFresh={freshIds.has(row.id)}
            />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
