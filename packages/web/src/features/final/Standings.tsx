import { useQuery } from '@apollo/client/react';
import { Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import type { ScoreFormat } from '../../lib/score-words.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { StandingsTable } from './StandingsTable.tsx';

const STANDINGS = graphql(`
  query FinalStandings($slug: String!, $revision: Int!, $offset: Int!) {
    event(slug: $slug) {
      id
      finalResult(revision: $revision) {
        id
        standings(first: 100, offset: $offset) {
          totalCount
          rows {
            ...StandingsTable_standing
          }
        }
      }
    }
  }
`);

const pageSize = 100;

/** The teams of one revision, page by page. */
export function Standings({ slug, revision, official }: { slug: string; revision: number; official: ScoreFormat }) {
  const [offset, setOffset] = useState(0);
  const { data, previousData, error, refetch } = useQuery(STANDINGS, { variables: { slug, revision, offset } });
  const standings = (data ?? previousData)?.event?.finalResult?.standings;
  if (error && !standings) {
    return <ErrorBox error={error} title="The result could not be read" onRetry={() => void refetch()} />;
  }
  if (!standings) return <Skeleton h={200} />;
  if (standings.totalCount === 0) return <Text c="dimmed">No team has a submission that counts.</Text>;
  return (
    <>
      <StandingsTable standings={standings.rows} official={official} />
      <Pager offset={offset} pageSize={pageSize} totalCount={standings.totalCount} onMove={setOffset} />
    </>
  );
}
