import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { BoardTable_BoardFragment } from '../../gql/graphql.ts';
import { fullScore, scoreWords } from '../../lib/score-words.ts';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import classes from './BoardTable.module.css';
import type { ShownColumn } from './shown-columns.ts';

interface Props {
  board: BoardTable_BoardFragment;
  columns: readonly ShownColumn[];
}

/** The row of the blend itself, above those that it is made of. Nothing while no blend is shown. */
export function BlendRow({ board, columns }: Props) {
  const { blend } = board;
  if (!blend?.computedAt || board.columns.every((column) => column !== 'RANK')) return null;
  return (
    <tbody>
      <tr className={classes['blend']} data-testid="blend-row">
        {columns.map((column) => (
          <BlendCell key={column.key} blend={blend} column={column} slug={board.eventSlug} />
        ))}
      </tr>
    </tbody>
  );
}

interface CellProps {
  blend: NonNullable<BoardTable_BoardFragment['blend']>;
  column: ShownColumn;
  slug: string;
}

function BlendCell({ blend, column: { column, scoreType, isOfficial, isNumeric }, slug }: CellProps) {
  if (column.endsWith('_BAGGED') && scoreType !== null) {
    const step = column.split('_')[0]?.toLowerCase();
    const score = blend.scores.find((each) => each.scoreType === scoreType.name && each.step === step);
    const hint = `blended ${fullScore(score?.value)}\nbest of each fold ${fullScore(score?.foldwiseBest)}`;
    return (
      <td data-numeric title={hint} className={isOfficial ? classes['official'] : ''}>
        {scoreWords(score?.value, scoreType)}
      </td>
    );
  }
  if (column === 'RANK') return <td data-numeric className={classes['rank']} />;
  if (column === 'TEAM') {
    return (
      <td className={classes['team']}>
        {blend.memberCount} {blend.memberCount === 1 ? 'submission' : 'submissions'}
      </td>
    );
  }
  if (column === 'SUBMISSION') {
    return (
      <th scope="row" title="the best ensemble of all submissions, chosen fold by fold">
        <Link to={paths.ensemble(slug)} className={classes['name']}>
          blended
        </Link>
      </th>
    );
  }
  if (column === 'CONTRIBUTIVITY') return <td data-numeric>100 %</td>;
  if (column === 'SUBMITTED_AT' && blend.computedAt) {
    return (
      <td data-numeric className={classes['when']}>
        <TimeAgo at={blend.computedAt} />
      </td>
    );
  }
  return <td data-numeric={isNumeric || undefined} />;
}
