import { useQuery } from '@apollo/client/react';
import { Stack, Title } from '@mantine/core';
import { graphql } from '../../gql/gql.ts';
import { fullScore, type ScoreFormat, scoreWords } from '../../lib/score-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { EvaluationBadge } from './EvaluationBadge.tsx';
import { scoreValue } from './evaluation-scores.ts';

const EVALUATIONS = graphql(`
  query EvaluationHistory($id: ID!) {
    submission(id: $id) {
      id
      evaluations {
        id
        state
        isCurrent
        createdAt
        problemVersion {
          id
          number
        }
        baggedScores {
          scoreType
          step
          value
        }
      }
    }
  }
`);

/** Every evaluation of a submission that was judged more than once: run again, or scored anew with a corrected problem. */
export function EvaluationHistory({ id, official }: { id: string; official: ScoreFormat }) {
  const { data, error, refetch } = useQuery(EVALUATIONS, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const evaluations = data?.submission?.evaluations ?? [];
  if (error && evaluations.length === 0) {
    return <ErrorBox error={error} title="Earlier evaluations could not be read" onRetry={() => void refetch()} />;
  }
  if (evaluations.length < 2) return null;
  return (
    <Stack gap="xs" mt="lg">
      <Title order={3} size="h4">
        Evaluations
      </Title>
      <DataTable label="Evaluations">
        <thead>
          <tr>
            <th scope="col">judged</th>
            <th scope="col">state</th>
            <th scope="col" data-numeric>
              {official.name}
            </th>
            <th scope="col">by</th>
            <th scope="col">counts</th>
          </tr>
        </thead>
        <tbody>
          {evaluations.map(({ id: key, state, isCurrent, createdAt, problemVersion, baggedScores }) => {
            const value = scoreValue(baggedScores, official.name, 'valid');
            return (
              <tr key={key} data-testid="evaluation-row">
                <th scope="row">
                  <TimeAgo at={createdAt} />
                </th>
                <td>
                  <EvaluationBadge state={state} />
                </td>
                <td data-numeric title={fullScore(value)}>
                  {scoreWords(value, official, 1)}
                </td>
                <td>problem version {problemVersion.number}</td>
                <td>{isCurrent ? 'yes' : 'no'}</td>
              </tr>
            );
          })}
        </tbody>
      </DataTable>
    </Stack>
  );
}
