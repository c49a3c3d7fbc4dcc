import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { BoardTable_BoardFragment, Step } from '../../gql/graphql.ts';
import { fullScore, scoreWords } from '../../lib/score-words.ts';
import { durationWords, memoryWords } from '../../lib/time-words.ts';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import classes from './BoardTable.module.css';
import { contributivityWords } from './contributivity-words.ts';
import type { ShownColumn } from './shown-columns.ts';

export type BoardRowData = BoardTable_BoardFragment['rows'][number];

interface Props {
  row: BoardRowData;
  column: ShownColumn;
  blendState: NonNullable<BoardTable_BoardFragment['blend']>['state'] | undefined;
  isFresh: boolean;
}

/** One cell of the board. */
export function BoardCell({ row, column, blendState, isFresh }: Props) {
  if (column.scoreType !== null) return <ScoreCell row={row} column={column} />;
  switch (column.column) {
    case 'RANK':
      return (
        <td
          data-numeric
          className={classes['rank']}
          title={row.isTied ? 'shares its rank: same score, same instant' : undefined}
        >
          {row.isTied && <abbr title="tied">=</abbr>}
          {row.rank ?? '–'}
        </td>
      );
    case 'MOVE':
      return <MoveCell move={row.move} />;
    case 'TEAM':
      return (
        <td className={classes['team']}>
          <span className={classes['clip']} title={row.teamName}>
            {row.teamName}
          </span>
          {row.isMine && <span className={classes['you']}>you</span>}
        </td>
      );
    case 'SUBMISSION':
      return (
        <th scope="row">
          <Link to={paths.submission(row.submissionId)} className={classes['name']} title={row.submissionName}>
            {row.submissionName}
          </Link>
        </th>
      );
    case 'CONTRIBUTIVITY': {
      const { words, hint } = contributivityWords(row.contributivity, blendState);
      return (
        <td data-numeric title={hint} data-testid="contributivity" className={classes['share']}>
          {!!row.contributivity && (
            <span className={classes['bar']} style={{ width: `${Math.min(100, 100 * row.contributivity)}%` }} />
          )}
          <span className={classes['over']}>{words}</span>
        </td>
      );
    }
    case 'HISTORICAL_CONTRIBUTIVITY': {
      const { words, hint } = contributivityWords(row.historicalContributivity, blendState);
      return (
        <td data-numeric title={hint}>
          {words}
        </td>
      );
    }
    case 'TRAIN_SECONDS':
      return <td data-numeric>{durationWords(row.trainSeconds)}</td>;
    case 'VALID_SECONDS':
      return <td data-numeric>{durationWords(row.validSeconds)}</td>;
    case 'TEST_SECONDS':
      return <td data-numeric>{durationWords(row.testSeconds)}</td>;
    case 'PEAK_MEMORY':
      return <td data-numeric>{memoryWords(row.peakMemoryMiB)}</td>;
    case 'STATE':
      return <td>{row.state.toLowerCase().replaceAll('_', ' ')}</td>;
    case 'REASON':
      return <td>{row.reason?.toLowerCase().replaceAll('_', ' ') ?? '–'}</td>;
    case 'SUBMITTED_AT':
      return (
        <td data-numeric className={classes['when']}>
          {isFresh ? <span className={classes['fresh']}>updated just now</span> : <TimeAgo at={row.submittedAt} />}
        </td>
      );
    default:
      return <td />;
  }
}

function ScoreCell({ row, column: { column, scoreType, isOfficial } }: Pick<Props, 'row' | 'column'>) {
  const [stepName = '', stat = ''] = column.split('_');
  const step = stepName.toLowerCase() as Step;
  const score = row.scores.find((each) => each.scoreType === scoreType?.name && each.step === step);
  if (scoreType === null) return <td />;
  const value = { BAGGED: score?.value, MEAN: score?.mean, STD: score?.std }[stat];
  const hint = score
    ? `bagged ${fullScore(score.value)}\nmean ${fullScore(score.mean)} ± ${score.std ?? '–'} over folds`
    : 'no value';
  return (
    <td data-numeric title={hint} className={isOfficial ? classes['official'] : ''}>
      {scoreWords(value, scoreType)}
      {isOfficial && score?.std != null && (
        <span className={classes['spread']}> ±{scoreWords(score.std, scoreType)}</span>
      )}
    </td>
  );
}

function MoveCell({ move }: { move: number | null | undefined }) {
  if (move == null || move === 0) {
    return (
      <td data-numeric className={classes['move']} title="same place on both boards">
        {move === 0 ? '0' : '–'}
      </td>
    );
  }
  const words = `${Math.abs(move)} ${Math.abs(move) === 1 ? 'place' : 'places'} ${move > 0 ? 'better' : 'worse'} than on the public board`;
  return (
    <td data-numeric className={classes['move']} data-way={move > 0 ? 'up' : 'down'} title={words}>
      <span aria-hidden="true">{move > 0 ? '▲' : '▼'}</span> {Math.abs(move)}
    </td>
  );
}
