import { memo } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { LeaderboardTable_LeaderboardFragment } from '../../gql/graphql.ts';
import { fullScore, scoreWords } from '../../lib/score-words.ts';
import { durationWords } from '../../lib/time-words.ts';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { contributivityWords } from './contributivity-words.ts';
import classes from './LeaderboardTable.module.css';

type Board = LeaderboardTable_LeaderboardFragment;

interface Props {
  row: Board['rows'][number];
  scoreTypes: Board['scoreTypes'];
  /** Of the event's newest blend; missing before the first. */
  blendState: NonNullable<Board['blend']>['state'] | undefined;
  isFresh: boolean;
}

/** One submission on the board. */
export const LeaderboardRow = memo(function LeaderboardRow({ row, scoreTypes, blendState, isFresh }: Props) {
  const contributivity = contributivityWords(row.contributivity, blendState);
  return (
    <tr
      data-row-id={row.id}
      data-testid="leaderboard-row"
      data-submission-id={row.id}
      data-mine={row.isMine || undefined}
      data-fresh={isFresh || undefined}
    >
      <td data-numeric className={classes['rank']}>
        {row.rank}
      </td>
      <td className={classes['team']}>
        <span className={classes['clip']} title={row.teamName}>
          {row.teamName}
        </span>
        {row.isMine && <span className={classes['you']}>you</span>}
      </td>
      <th scope="row">
        <Link to={paths.submission(row.id)} className={classes['name']} title={row.submissionName}>
          {row.submissionName}
        </Link>
      </th>
      {scoreTypes.map((type, index) => {
        const score = row.scores.find(({ scoreType }) => scoreType === type.name);
        return (
          <td key={type.name} data-numeric title={scoreHint(score)} className={index === 0 ? classes['official'] : ''}>
            {scoreWords(score?.value, type)}
          </td>
        );
      })}
      <td data-numeric title={contributivity.hint} data-testid="contributivity">
        {contributivity.words}
      </td>
      <td data-numeric>{durationWords(row.trainSeconds)}</td>
      <td data-numeric className={classes['when']}>
        {isFresh ? <span className={classes['fresh']}>updated just now</span> : <TimeAgo at={row.submittedAt} />}
      </td>
    </tr>
  );
});

function scoreHint(score: Board['rows'][number]['scores'][number] | undefined): string {
  if (!score) return 'no value';
  const lines = [`bagged ${fullScore(score.value)}`];
  if (score.mean != null) lines.push(`mean ${score.mean} ± ${score.std ?? '–'} over folds`);
  return lines.join('\n');
}
