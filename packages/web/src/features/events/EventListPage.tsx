import { useQuery } from '@apollo/client/react';
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconFlask2 } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { EventCard } from './EventCard.tsx';

const EVENTS = graphql(`
  query EventList {
    events {
      id
      ...EventCard_event
    }
  }
`);

/** The first page: every event that the viewer may see, open ones first. */
export function EventListPage() {
  const viewer = useViewer();
  const { data, error, refetch } = useQuery(EVENTS, { fetchPolicy: 'cache-and-network' });
  const events = data?.events;
  return (
    <Page title="Events">
      <Group justify="space-between" align="flex-end" mb="lg" mt={{ base: 0, sm: 'md' }}>
        <div>
          <Title order={1}>Events</Title>
          <Text c="dimmed" mt={4} maw={560}>
            {viewer
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
          <Empty icon={<IconFlask2 size={28} stroke={1.5} />} title="No event yet">
            Once an organiser opens one, it appears here.
          </Empty>
        )}
        {events?.map((event) => (
          <EventCard key={event.id} event={event} />
        ))}
      </Stack>
    </Page>
  );
}
