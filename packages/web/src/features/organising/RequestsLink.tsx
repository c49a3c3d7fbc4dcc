import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';

const WAITING = graphql(`
  query WaitingEventRequests {
    eventRequests(state: WAITING, first: 1) {
      totalCount
    }
  }
`);

/** The way to those who ask for an event, with how many wait; for site admins alone. */
export function RequestsLink() {
  const viewer = useViewer();
  const isForViewer = viewer?.isAdmin === true;
  const { data } = useQuery(WAITING, { skip: !isForViewer, fetchPolicy: 'cache-and-network' });
  if (!isForViewer) return null;
  const waiting = data?.eventRequests.totalCount ?? 0;
  return (
    <Button
      component={Link}
      to={paths.eventRequests()}
      size="xs"
      variant={waiting > 0 ? 'light' : 'default'}
      leftSection={<IconInbox size={14} />}
    >
      {waiting > 0 ? `Requests: ${waiting} waiting` : 'Requests'}
    </Button>
  );
}
