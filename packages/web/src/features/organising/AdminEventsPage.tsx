import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Group, SegmentedControl, Skeleton, Stack, Title } from '@mantine/core';
import { IconFlask2, IconPlus } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { dateTimeWords } from '../../lib/time-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { RequestsLink } from './RequestsLink.tsx';

const EVENTS = graphql(`
  query AdminEvents($isArchived: Boolean!) {
    events(isArchived: $isArchived) {
      id
      slug
      title
      phase
      visibility
      opensAt
      closesAt
      participantCount
      submissionCount
      problem {
        id
        number
        problemName
      }
    }
  }
`);

const phaseWords = {
  ...{ UPCOMING: 'upcoming', COMPETITIVE: 'competitive' },
  ...{ COLLABORATIVE: 'collaborative', CLOSED: 'closed' },
} as const;

/** Every event of the instance with its phase, hidden ones and the archive too, and the way to make one. */
export function AdminEventsPage() {
  const [params, setParams] = useSearchParams();
  const isArchived = params.get('archived') === '1';
  const { data, error, refetch } = useQuery(EVENTS, { variables: { isArchived }, fetchPolicy: 'cache-and-network' });
  const events = data?.events;
  return (
    <Page title="Events" wide>
      <Group justify="space-between" mb="sm">
        <Group gap="sm">
          <Title order={1} size="h4">
            Events
          </Title>
          <SegmentedControl
            size="xs"
            aria-label="Which ones"
            value={isArchived ? '1' : ''}
            onChange={(value) => setParams(value ? { archived: value } : {})}
            data={[
              { value: '', label: 'Alive' },
              { value: '1', label: 'In the archive' },
            ]}
          />
        </Group>
        <Group gap="xs">
          <RequestsLink />
          <Button component={Link} to={paths.newEvent()} size="xs" leftSection={<IconPlus size={14} />}>
            New event
          </Button>
        </Group>
      </Group>
      {error && !events && (
        <ErrorBox error={error} title="The events could not be read" onRetry={() => void refetch()} />
      )}
      {!events && !error && (
        <Stack gap={2} aria-busy>
          {[0, 1, 2].map((key) => (
            <Skeleton key={key} h={34} radius={2} />
          ))}
        </Stack>
      )}
      {events?.length === 0 && (
        <Empty
          icon={<IconFlask2 size={28} stroke={1.5} />}
          title={isArchived ? 'The archive is empty' : 'No event yet'}
        >
          {isArchived ? 'Events that were put away are kept here.' : 'Publish a kit, then make an event on it.'}
        </Empty>
      )}
      {events && events.length > 0 && (
        <DataTable label="Events">
          <thead>
            <tr>
              <th scope="col">event</th>
              <th scope="col">phase</th>
              <th scope="col">seen by</th>
              <th scope="col">problem</th>
              <th scope="col">opens</th>
              <th scope="col">closes</th>
              <th scope="col" data-numeric>
                participants
              </th>
              <th scope="col" data-numeric>
                submissions
              </th>
              <th scope="col">manage</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id} data-testid="admin-event">
                <th scope="row">
                  <Anchor component={Link} to={paths.event(event.slug)} size="sm">
                    {event.title}
                  </Anchor>
                </th>
                <td>{phaseWords[event.phase]}</td>
                <td>{event.visibility === 'HIDDEN' ? 'those invited' : 'everybody'}</td>
                <td>
                  {event.problem.problemName}, version {event.problem.number}
                </td>
                <td>{dateTimeWords(event.opensAt)}</td>
                <td>{dateTimeWords(event.closesAt)}</td>
                <td data-numeric>{event.participantCount}</td>
                <td data-numeric>{event.submissionCount}</td>
                <td>
                  <Anchor component={Link} to={paths.manage(event.slug)} size="sm" aria-label={`Manage ${event.title}`}>
                    Manage
                  </Anchor>
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Page>
  );
}
