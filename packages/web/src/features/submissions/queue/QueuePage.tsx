import { useQuery, useSubscription } from '@apollo/client/react';
import { Anchor, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconListCheck, IconLock } from '@tabler/icons-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { paths } from '../../../app/paths.ts';
import { graphql } from '../../../gql/gql.ts';
import type { QueuePageQuery } from '../../../gql/graphql.ts';
import { isForbidden } from '../../../lib/error-words.ts';
import { useViewer } from '../../../lib/use-viewer.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { ErrorBox } from '../../../ui/ErrorBox.tsx';
import { LiveMark } from '../../../ui/LiveMark.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Pager } from '../../../ui/Pager.tsx';
import { RefetchBar } from '../../../ui/RefetchBar.tsx';
import { QueueFilters } from './QueueFilters.tsx';
import { QueueTable } from './QueueTable.tsx';
import { filterFrom, isFiltered, pageSize, paramsOf, type QueueFilter } from './queue-filter.ts';
import { RerunFailed } from './RerunFailed.tsx';

graphql(`
  fragment QueuePage_queue on Queue {
    groups {
      group
      count
    }
    failures {
      reason
      count
    }
    capacity {
      workers
      slots
      busySlots
    }
    totalCount
    rows {
      id
      ...QueueTable_submission
    }
  }
`);

const QUEUE = graphql(`
  query QueuePage(
    $eventSlug: String
    $group: QueueGroup
    $reason: FailureReason
    $teamId: ID
    $text: String
    $first: Int!
    $offset: Int!
  ) {
    queue(
      eventSlug: $eventSlug
      group: $group
      reason: $reason
      teamId: $teamId
      text: $text
      first: $first
      offset: $offset
    ) {
      ...QueuePage_queue
    }
  }
`);

const QUEUE_CHANGED = graphql(`
  subscription QueueChanged(
    $eventSlug: String
    $group: QueueGroup
    $reason: FailureReason
    $teamId: ID
    $text: String
    $first: Int!
    $offset: Int!
  ) {
    queueChanged(
      eventSlug: $eventSlug
      group: $group
      reason: $reason
      teamId: $teamId
      text: $text
      first: $first
      offset: $offset
    ) {
      ...QueuePage_queue
    }
  }
`);

/** What of an event is judged, waits or failed, for whoever runs it; without an event in the address, of all events. */
export function QueuePage() {
  const { slug = null } = useParams();
  const viewer = useViewer();
  const [params, setParams] = useSearchParams();
  const filter = filterFrom(params);
  const { group, reason, teamId, text, page } = filter;
  const variables = {
    eventSlug: slug,
    group,
    reason,
    teamId,
    text: text === '' ? null : text,
    first: pageSize,
    offset: (page - 1) * pageSize,
  };
  const { data, previousData, error, loading, refetch } = useQuery(QUEUE, {
    variables,
    fetchPolicy: 'cache-and-network',
  });
  useSubscription(QUEUE_CHANGED, {
    variables,
    skip: !viewer || error !== undefined,
    ignoreResults: true,
    onData: ({ client, data: { data: changed } }) => {
      if (changed) client.writeQuery({ query: QUEUE, variables, data: { queue: changed.queueChanged } });
    },
  });
  const queue = data?.queue ?? previousData?.queue;
  const change = (next: QueueFilter) => setParams(paramsOf(next));
  if (error && isForbidden(error)) {
    return (
      <Page title="Queue">
        <Empty icon={<IconLock size={28} stroke={1.5} />} title="For those who run the event">
          Here they see what is judged, waits or failed, and do something about it.
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="Queue" wide>
      <RefetchBar isBusy={loading && queue !== undefined} />
      <Group justify="space-between" mb="sm" mih={30}>
        <Group gap="sm" align="baseline">
          <Title order={1} size="h4">
            Queue
          </Title>
          {queue && <CapacityWords capacity={queue.capacity} isLinked={viewer?.isAdmin === true} />}
        </Group>
        <LiveMark />
      </Group>
      {error && !queue && <ErrorBox error={error} title="The queue could not be read" onRetry={() => void refetch()} />}
      {!queue && !error && (
        <Stack gap={2}>
          {[0, 1, 2, 3, 4].map((key) => (
            <Skeleton key={key} h={34} radius={2} />
          ))}
        </Stack>
      )}
      {queue && (
        <>
          <QueueFilters
            filter={filter}
            queue={queue}
            teamName={queue.rows.find(({ team }) => team.id === teamId)?.team.name ?? null}
            onChange={change}
          >
            {group === 'FAILED' && queue.rows.some(({ canAdminister }) => canAdminister) && (
              <RerunFailed slug={slug} filter={filter} count={queue.totalCount} onDone={() => void refetch()} />
            )}
          </QueueFilters>
          <Rows queue={queue} filter={filter} hasEvents={slug === null} onChange={change} />
        </>
      )}
    </Page>
  );
}

function Rows(props: {
  queue: QueuePageQuery['queue'];
  filter: QueueFilter;
  hasEvents: boolean;
  onChange: (filter: QueueFilter) => void;
}) {
  const { queue, filter, hasEvents, onChange } = props;
  if (queue.rows.length === 0) {
    return (
      <Empty
        icon={<IconListCheck size={28} stroke={1.5} />}
        title={isFiltered(filter) ? 'Nothing fits' : 'Nothing was submitted yet'}
        action={
          isFiltered(filter) && (
            <Anchor component={Link} to={{ search: '' }}>
              Show everything
            </Anchor>
          )
        }
      >
        {isFiltered(filter)
          ? 'No submission stands there now.'
          : 'Submissions show here from the moment they are sent, moving by themselves.'}
      </Empty>
    );
  }
  return (
    <Stack gap="sm">
      <QueueTable
        rows={queue.rows}
        hasEvents={hasEvents}
        onTeam={(teamId) => onChange({ ...filter, teamId, page: 1 })}
      />
      <Pager
        offset={(filter.page - 1) * pageSize}
        pageSize={pageSize}
        totalCount={queue.totalCount}
        onMove={(offset) => onChange({ ...filter, page: 1 + offset / pageSize })}
      />
    </Stack>
  );
}

function CapacityWords(props: { capacity: QueuePageQuery['queue']['capacity']; isLinked: boolean }) {
  const { workers, slots, busySlots } = props.capacity;
  const words =
    workers === 0
      ? 'No worker takes jobs: everything waits.'
      : `${workers} worker${workers === 1 ? '' : 's'} · ${busySlots} of ${slots} slots busy`;
  return (
    <Text size="sm" c={workers === 0 ? 'red' : 'dimmed'} role="status">
      {props.isLinked ? (
        <Anchor component={Link} to={paths.workers()} c="inherit" underline="always">
          {words}
        </Anchor>
      ) : (
        words
      )}
    </Text>
  );
}
