import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack } from '@mantine/core';
import { IconChartDots } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { useBoardChanges } from '../../lib/board-changes.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { ContributivityChart } from './ContributivityChart.tsx';
import { ScoreOverTime } from './ScoreOverTime.tsx';
import { ScoreOverTraining } from './ScoreOverTraining.tsx';

const CHARTS = graphql(`
  query Charts($slug: String!) {
    event(slug: $slug) {
      id
      slug
      title
      boardChart {
        totalCount
        scoreType {
          name
          precision
          isLowerTheBetter
        }
        points {
          ...ChartPoint
        }
        bestSoFar {
          ...ChartPoint
        }
      }
    }
  }
  fragment ChartPoint on BoardPoint {
    submissionId
    submissionName
    teamName
    isMine
    submittedAt
    value
    trainSeconds
    contributivity
    historicalContributivity
  }
`);

/** The public scores of an event as pictures, each with its figures in a table beside it. */
export function ChartsPage() {
  const { slug = '' } = useParams();
  const { data, error, loading, refetch } = useQuery(CHARTS, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  useBoardChanges(slug, refetch);
  const event = data?.event;
  const chart = event?.boardChart;
  return (
    <Page title={event ? `Charts · ${event.title}` : 'Charts'} wide>
      <RefetchBar isBusy={loading && chart !== undefined} />
      {error && !chart && (
        <ErrorBox error={error} title="The charts could not be read" onRetry={() => void refetch()} />
      )}
      {!chart && !error && (
        <Stack>
          <Skeleton h={320} />
          <Skeleton h={320} />
        </Stack>
      )}
      {chart && chart.totalCount === 0 && (
        <Empty icon={<IconChartDots size={28} stroke={1.5} />} title="No scored submission yet">
          Charts appear here with the first score.
        </Empty>
      )}
      {chart && chart.totalCount > 0 && (
        <Stack gap="xl">
          <ScoreOverTime chart={chart} />
          <ScoreOverTraining chart={chart} />
          <ContributivityChart points={chart.points} />
        </Stack>
      )}
    </Page>
  );
}
