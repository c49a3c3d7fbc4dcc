import type { LeaderboardTable_LeaderboardFragment } from '../../gql/graphql.ts';
import { fullScore, scoreWords } from '../../lib/score-words.ts';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import classes from './LeaderboardTable.module.css';

/** The row of the blend itself, above those that it is made of. Nothing while no blend is shown. */
export function BlendRow({ board }: { board: LeaderboardTable_LeaderboardFragment }) {
  const { blend, rows, scoreTypes } = board;
  if (!blend?.computedAt) return null;
  const members = rows.filter((row) => (row.contributivity ?? 0) > 0).length;
  return (
    <tbody>
      <tr className={classes['blend']} data-testid="blend-row">
        <td data-numeric className={classes['rank']} />
        <td className={classes['team']}>
          {members} {members === 1 ? 'submission' : 'submissions'}
        </td>
        <th scope="row" title="the best ensemble of all submissions, chosen fold by fold">
          blended
        </th>
        {scoreTypes.map((type, index) => {
          const score = blend.scores.find(({ scoreType }) => scoreType === type.name);
          const hint = `blended ${fullScore(score?.value)}\nbest of each fold ${fullScore(score?.foldwiseBest)}`;
          return (
            <td key={type.name} data-numeric title={hint} className={index === 0 ? classes['official'] : ''}>
              {scoreWords(score?.value, type)}
            </td>
          );
        })}
        <td data-numeric>100 %</td>
        <td data-numeric />
        <td data-numeric className={classes['when']}>
          <TimeAgo at={blend.computedAt} />
        </td>
      </tr>
    </tbody>
  );
}
