import { useQuery } from '@apollo/client/react';
import { Button, Skeleton, Stack } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { BlendTrouble } from './BlendTrouble.tsx';
import { BoardSummary } from './BoardSummary.tsx';
import { LeaderboardTable } from './LeaderboardTable.tsx';

const LEADERBOARD = graphql(`
  query Leaderboard($slug: String!) {
    event(slug: $slug) {
      id
      slug
      title
      phase
      leaderboard {
        ...LeaderboardTable_leaderboard
      }
    }
  }
`);

/** The public board of an event. It is kept live by the event's route; this page only reads the cache again. */
export function LeaderboardPage() {
  const { slug = '' } = useParams();
  const { data, error, loading, refetch } = useQuery(LEADERBOARD, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  const event = data?.event;
  const board = event?.leaderboard;
  const isOpen = event?.phase === 'COMPETITIVE' || event?.phase === 'COLLABORATIVE';
  return (
    <Page title={event ? `Leaderboard · ${event.title}` : 'Leaderboard'} wide>
      <RefetchBar isBusy={loading && board !== undefined} />
      {error && !board && <ErrorBox error={error} title="The board could not be read" onRetry={() => void refetch()} />}
      {!board && !error && (
        <Stack gap={2}>
          <Skeleton h={20} w={260} mb="sm" />
          {Array.from({ length: 12 }, (_, index) => `row-${index}`).map((key) => (
            <Skeleton key={key} h={34} radius={2} />
          ))}
        </Stack>
      )}
      {board && (
        <>
          <BoardSummary board={board} />
          <BlendTrouble board={board} />
          {board.rows.length > 0 ? (
            <LeaderboardTable board={board} />
          ) : (
            <Empty
              icon={<IconChartBar size={28} stroke={1.5} />}
              title="No scored submission yet"
              action={
                isOpen && (
                  <Button component={Link} to={paths.submit(slug)}>
                    Write a submission
                  </Button>
                )
              }
            >
              {isOpen ? 'Yours could be the first.' : 'Scores appear here once the event is open.'}
            </Empty>
          )}
        </>
      )}
    </Page>
  );
}
