import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { StandingsTable_StandingFragment } from '../../gql/graphql.ts';
import { fullScore, type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { moveWords } from './move-words.ts';
import classes from './StandingsTable.module.css';

graphql(`
  fragment StandingsTable_standing on FinalStanding {
    teamId
    teamName
    members
    isMine
    publicRank
    privateRank
    publicScore
    privateScore
    entries {
      submissionId
      name
      privateScore
    }
  }
`);

/** The teams in the order of the final. */
export function StandingsTable({
  standings,
  official,
}: {
  standings: readonly StandingsTable_StandingFragment[];
  official: ScoreFormat;
}) {
  return (
    <DataTable label="Final result">
      <thead>
        <tr>
          <th scope="col" data-numeric>
            rank
          </th>
          <th scope="col">team</th>
          <th scope="col">move</th>
          <th scope="col" data-numeric>
            {official.name}
          </th>
          <th scope="col" data-numeric>
            public {official.name}
          </th>
          <th scope="col">what counted</th>
          <th scope="col">members</th>
        </tr>
      </thead>
      <tbody>
        {standings.map((standing) => {
          const move = moveWords(standing.publicRank, standing.privateRank);
          return (
            <tr key={standing.teamId} data-testid="standing" className={standing.isMine ? (classes['mine'] ?? '') : ''}>
              <td data-numeric>{standing.privateRank}</td>
              <th scope="row">
                {standing.teamName}
                {standing.isMine && <span className={classes['you']}>yours</span>}
              </th>
              <td title={move.title}>{move.words}</td>
              <td data-numeric className={classes['score']} title={fullScore(standing.privateScore)}>
                {scoreWords(standing.privateScore, official)}
              </td>
              <td data-numeric title={fullScore(standing.publicScore)}>
                {scoreWords(standing.publicScore, official)}
              </td>
              <td>
                {standing.entries.map(({ submissionId, name }, index) => (
                  <span key={submissionId}>
                    {index > 0 && ', '}
                    <Anchor component={Link} to={paths.submission(submissionId)} inherit>
                      {name}
                    </Anchor>
                  </span>
                ))}
              </td>
              <td>{standing.members.join(', ')}</td>
            </tr>
          );
        })}
      </tbody>
    </DataTable>
  );
}
