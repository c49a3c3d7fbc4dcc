import { useQuery, useSubscription } from '@apollo/client/react';
import { Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconServer2 } from '@tabler/icons-react';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { LiveMark } from '../../ui/LiveMark.tsx';
import { Page } from '../../ui/Page.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { WorkersTable } from './WorkersTable.tsx';

const WORKERS = graphql(`
  query Workers {
    workers {
      id
      ...WorkersTable_worker
    }
  }
`);

const WORKERS_CHANGED = graphql(`
  subscription WorkersChanged {
    workersChanged {
      id
      ...WorkersTable_worker
    }
  }
`);

/** When all workers fall silent nothing is published any more, so the list is also read again by itself. */
const readAgainMs = 10_000;

/** The machines that run submissions, for site admins: who takes jobs, who does not, and why. */
export function WorkersPage() {
  const viewer = useViewer();
  const { data, error, loading, refetch } = useQuery(WORKERS, {
    fetchPolicy: 'cache-and-network',
    pollInterval: readAgainMs,
  });
  useSubscription(WORKERS_CHANGED, {
    skip: viewer?.isAdmin !== true,
    ignoreResults: true,
    onData: ({ client, data: { data: changed } }) => {
      if (changed) client.writeQuery({ query: WORKERS, data: { workers: changed.workersChanged } });
    },
  });
  const workers = data?.workers;
  const seen = workers?.filter(({ isSeen }) => isSeen) ?? [];
  const taking = seen.filter(({ state }) => state === 'TAKING');
  const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);
  return (
    <Page title="Workers" wide>
      <RefetchBar isBusy={loading && workers !== undefined} />
      {error && !workers && (
        <ErrorBox error={error} title="The workers could not be read" onRetry={() => void refetch()} />
      )}
      {!workers && !error && (
        <Stack gap={2}>
          {[0, 1, 2].map((key) => (
            <Skeleton key={key} h={34} radius={2} />
          ))}
        </Stack>
      )}
      {workers?.length === 0 && (
        <Empty icon={<IconServer2 size={28} stroke={1.5} />} title="No worker was seen within a day">
          Submissions wait until one is started. It needs the addresses of Redis and of the artifacts, nothing else.
        </Empty>
      )}
      {workers && workers.length > 0 && (
        <>
          <Group justify="space-between" mb="sm" mih={30}>
            <Group gap="sm" align="baseline">
              <Title order={1} size="h4">
                Workers
              </Title>
              <Text size="sm" c="dimmed">
                {taking.length} of {seen.length} taking jobs · {sum(taking.map(({ busySlots }) => busySlots))} of{' '}
                {sum(taking.map(({ slots }) => slots))} slots busy
              </Text>
            </Group>
            <LiveMark />
          </Group>
          <WorkersTable workers={workers} />
        </>
      )}
    </Page>
  );
}
