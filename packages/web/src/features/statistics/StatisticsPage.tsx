import { useQuery } from '@apollo/client/react';
import { Group, SegmentedControl, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useParams, useSearchParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { durationWords } from '../../lib/time-words.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { CountTable } from './CountTable.tsx';
import { DayChart } from './DayChart.tsx';
import { Figure } from './Figure.tsx';
import { reasonName, stateName } from './statistics-words.ts';

const STATISTICS = graphql(`
  query EventStatistics($slug: String!, $days: Int!) {
    event(slug: $slug) {
      id
      title
      statistics(days: $days) {
        participants
        waiting
        teamsThatSubmitted
        submissions
        viewers
        medianWaitSeconds
        medianRunSeconds
        byState {
          state
          count
        }
        failures {
          reason
          count
        }
        days {
          day
          signUps
          activeTeams
          submissions
          scored
          failed
          views
          codeViews
          downloads
          kitDownloads
          imports
        }
      }
    }
  }
`);

const stretches = [
  { value: '14', label: '2 weeks' },
  { value: '90', label: '3 months' },
  { value: '400', label: 'All' },
];

/** How an event goes, for those who run it: who comes, what they do, what becomes of it. */
export function StatisticsPage() {
  const { slug = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const wanted = stretches.find(({ value }) => value === params.get('days'))?.value ?? '90';
  const { data, previousData, error, loading, refetch } = useQuery(STATISTICS, {
    variables: { slug, days: Number(wanted) },
    fetchPolicy: 'cache-and-network',
  });
  const event = (data ?? previousData)?.event;
  const statistics = event?.statistics;
  return (
    <Page title="Statistics" wide>
      <RefetchBar isBusy={loading && event !== undefined} />
      <Group justify="space-between" mb="md">
        <Title order={2} size="h4">
          Statistics
        </Title>
        <SegmentedControl
          aria-label="How far back"
          size="xs"
          data={stretches}
          value={wanted}
          onChange={(days) => setParams({ days })}
        />
      </Group>
      {error && !data && (
        <ErrorBox error={error} title="The statistics could not be read" onRetry={() => void refetch()} />
      )}
      {!event && !error && (
        <Stack aria-busy>
          <Skeleton h={72} />
          <Skeleton h={260} />
        </Stack>
      )}
      {event && !statistics && (
        <Empty icon={<IconChartBar size={28} stroke={1.5} />} title="For those who run the event">
          Statistics are shown to the admins of the event.
        </Empty>
      )}
      {statistics && (
        <Stack gap="xl">
          <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
            <Figure
              label="participants"
              value={String(statistics.participants)}
              note={statistics.waiting > 0 ? `${statistics.waiting} waiting for approval` : undefined}
            />
            <Figure label="teams that submitted" value={String(statistics.teamsThatSubmitted)} />
            <Figure label="submissions" value={String(statistics.submissions)} />
            <Figure label="signed-in viewers" value={String(statistics.viewers)} />
            <Figure label="median wait" value={durationWords(statistics.medianWaitSeconds)} note="until it runs" />
            <Figure label="median run" value={durationWords(statistics.medianRunSeconds)} note="until it is scored" />
          </SimpleGrid>
          <DayChart
            title="Sign-ups and teams at work"
            days={statistics.days}
            series={[
              { name: 'signUps', word: 'sign-ups', color: '#0072b2' },
              { name: 'activeTeams', word: 'teams that submitted', color: '#e69f00' },
            ]}
          />
          <DayChart
            title="Submissions"
            days={statistics.days}
            isStacked
            series={[
              { name: 'scored', word: 'scored', color: '#009e73' },
              { name: 'failed', word: 'failed', color: '#d55e00' },
              { name: 'others', word: 'waiting, running or cancelled', color: '#999999' },
            ]}
          />
          <DayChart
            title="Looks, downloads and imports"
            days={statistics.days}
            series={[
              { name: 'views', word: 'views of the event', color: '#56b4e9' },
              { name: 'codeViews', word: 'views of code', color: '#0072b2' },
              { name: 'downloads', word: 'downloads of code', color: '#cc79a7' },
              { name: 'kitDownloads', word: 'downloads of the kit', color: '#e69f00' },
              { name: 'imports', word: 'imports of code', color: '#009e73' },
            ]}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <CountTable
              title="Submissions by state"
              column="state"
              rows={statistics.byState.map(({ state, count }) => ({ name: stateName(state), count }))}
            />
            <CountTable
              title="Failures by reason"
              column="reason"
              rows={statistics.failures.map(({ reason, count }) => ({ name: reasonName(reason), count }))}
            />
          </SimpleGrid>
          <Text size="xs" c="dimmed">
            Days are those of UTC. Somebody who looks several times within an hour counts once. Looks and downloads are
            kept as long as the operator has set.
          </Text>
        </Stack>
      )}
    </Page>
  );
}
