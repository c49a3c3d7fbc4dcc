import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { RescoringTable_ComparisonFragment } from '../../gql/graphql.ts';
import { directionWords, fullScore, type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import classes from './RescoringTable.module.css';
import { noScoreWords, rankChange } from './rescoring-words.ts';

graphql(`
  fragment RescoringTable_comparison on RescoringComparison {
    scoreTypeBefore {
      name
      precision
      isLowerTheBetter
    }
    scoreTypeAfter {
      name
      precision
      isLowerTheBetter
    }
    rows {
      id
      submissionName
      teamName
      state
      isScoreChanged
      isRankChanged
      message
      before {
        state
        publicScore
        privateScore
        publicRank
        privateRank
      }
      after {
        state
        publicScore
        privateScore
        publicRank
        privateRank
      }
    }
  }
`);

type Row = RescoringTable_ComparisonFragment['rows'][number];

/** Each submission before and after, the largest change of rank first. Ranks are those of the competition. */
export function RescoringTable({ comparison }: { comparison: RescoringTable_ComparisonFragment }) {
  const { name } = comparison.scoreTypeAfter;
  const direction = directionWords(comparison.scoreTypeAfter);
  return (
    <DataTable label="Changes">
      <thead>
        <tr>
          <th scope="col">submission</th>
          <th scope="col" data-numeric title="rank in the competition: each team’s best public score">
            public rank
          </th>
          <th scope="col" data-numeric title="rank of the same entry by private score">
            private rank
          </th>
          <th scope="col">team</th>
          <th scope="col" data-numeric title={`validation, ${direction}`}>
            public {name}
          </th>
          <th scope="col" data-numeric title={`test, ${direction}`}>
            private {name}
          </th>
          <th scope="col">remark</th>
        </tr>
      </thead>
      <tbody>
        {comparison.rows.map((row) => (
          <RescoredRow key={row.id} row={row} before={comparison.scoreTypeBefore} after={comparison.scoreTypeAfter} />
        ))}
      </tbody>
    </DataTable>
  );
}

function RescoredRow({ row, before, after }: { row: Row; before: ScoreFormat; after: ScoreFormat }) {
  const score = (key: 'publicScore' | 'privateScore') => (
    <td data-numeric title={`${fullScore(row.before[key])} → ${fullScore(row.after?.[key])}`}>
      {scoreWords(row.before[key], before, 1)} <span className={classes['arrow']}>→</span>{' '}
      {row.after ? scoreWords(row.after[key], after, 1) : '…'}
    </td>
  );
  const remark = row.after ? noScoreWords(row.after.state) : 'waiting';
  return (
    <tr
      className={classes['row']}
      data-testid="rescored-row"
      data-same={(!row.isScoreChanged && !row.isRankChanged) || undefined}
    >
      <th scope="row">
        <Link to={paths.submission(row.id)} className={classes['name']}>
          {row.submissionName}
        </Link>
      </th>
      <Place before={row.before.publicRank} after={row.after ? row.after.publicRank : row.before.publicRank} />
      <Place before={row.before.privateRank} after={row.after ? row.after.privateRank : row.before.privateRank} />
      <td>{row.teamName}</td>
      {score('publicScore')}
      {score('privateScore')}
      <td className={classes['remark']} title={row.message ?? undefined}>
        {remark}
        {remark && row.message ? `: ${row.message}` : ''}
      </td>
    </tr>
  );
}

function Place({ before, after }: { before: number | null | undefined; after: number | null | undefined }) {
  const change = rankChange(before, after);
  if (change === null) {
    return (
      <td data-numeric title="not its team’s entry">
        –
      </td>
    );
  }
  return (
    <td data-numeric>
      {before ?? '–'} <span className={classes['arrow']}>→</span> {after ?? '–'}{' '}
      <span className={classes['change']} data-verdict={change.verdict}>
        {change.words}
      </span>
    </td>
  );
}
