import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconFlask2 } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { EventCard } from './EventCard.tsx';

const EVENTS = graphql(`
  query EventList($isArchived: Boolean!) {
    events(isArchived: $isArchived) {
      id
      ...EventCard_event
    }
  }
`);

/** The first page: every event that the viewer may see, open ones first. */
export function EventListPage() {
  const viewer = useViewer();
  const [params] = useSearchParams();
  const isArchived = params.get('archived') === '1';
  const { data, error, refetch } = useQuery(EVENTS, { variables: { isArchived }, fetchPolicy: 'cache-and-network' });
  const events = data?.events;
  return (
    <Page title="Events">
      <Group justify="space-between" align="flex-end" mb="lg" mt={{ base: 0, sm: 'md' }}>
        <div>
          <Title order={1}>{isArchived ? 'Archive' : 'Events'}</Title>
          <Text c="dimmed" mt={4} maw={560}>
            {isArchived
              ? 'Events of the past that were put away. All of it can still be read.'
              : viewer
                ? 'Pick one, send code, and watch it trained and scored fold by fold.'
                : 'Open data challenges: send code, watch it trained and scored fold by fold, and see where it stands.'}
          </Text>
        </div>
        {viewer === null && (
          <Button component={Link} to={paths.signUp()} variant="default">
            Create an account
          </Button>
        )}
      </Group>
      <Stack gap="sm">
        {error && !events && (
          <ErrorBox error={error} title="The events could not be read" onRetry={() => void refetch()} />
        )}
        {!events && !error && [0, 1, 2].map((key) => <Skeleton key={key} h={104} />)}
        {events?.length === 0 && (
          <Empty
            icon={<IconFlask2 size={28} stroke={1.5} />}
            title={isArchived ? 'The archive is empty' : 'No event yet'}
          >
            {isArchived
              ? 'Organisers put events here when they are over.'
              : 'Once an organiser opens one, it appears here.'}
          </Empty>
        )}
        {events?.map((event) => (
          <EventCard key={event.id} event={event} />
        ))}
      </Stack>
      <Text size="sm" mt="lg">
        <Anchor component={Link} to={isArchived ? paths.events() : paths.archive()}>
          {isArchived ? 'Back to the events' : 'Archive'}
        </Anchor>
      </Text>
    </Page>
  );
}
