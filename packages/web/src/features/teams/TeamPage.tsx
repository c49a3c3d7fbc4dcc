import { useQuery } from '@apollo/client/react';
import { Button, Skeleton, Stack } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Link, useLocation, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { TeamPanel } from './TeamPanel.tsx';
import { useLiveTeam } from './use-live-team.ts';

const TEAM = graphql(`
  query TeamPage($slug: String!) {
    event(slug: $slug) {
      id
      ...TeamPanel_event
      myParticipation {
        id
        team {
          id
          ...TeamPanel_team
        }
      }
    }
  }
`);

/** The viewer's team in an event: who is in it, who is invited, and the ways in and out. */
export function TeamPage() {
  const { slug = '' } = useParams();
  const viewer = useViewer();
  const { pathname } = useLocation();
  const { data, error, refetch } = useQuery(TEAM, {
    variables: { slug },
    fetchPolicy: 'cache-and-network',
  });
  const event = data?.event;
  const team = event?.myParticipation?.team;
  useLiveTeam(team?.id, refetch);
  return (
    <Page title={event ? `Team · ${event.title}` : 'Team'}>
      {error && !event && <ErrorBox error={error} title="Your team could not be read" onRetry={() => void refetch()} />}
      {!event && !error && (
        <Stack gap="md">
          <Skeleton h={28} w={220} />
          <Skeleton h={120} />
          <Skeleton h={56} />
        </Stack>
      )}
      {event && !team && (
        <Empty
          icon={<IconUsers size={28} stroke={1.5} />}
          title={viewer === null ? 'Sign in to see your team' : 'You have not joined this event'}
          action={
            <Button component={Link} to={viewer === null ? paths.signIn(pathname) : paths.event(slug)}>
              {viewer === null ? 'Sign in' : 'To the overview'}
            </Button>
          }
        >
          {viewer === null
            ? null
            : 'Join first; then invite others, ask a team to take you in, or accept an invitation.'}
        </Empty>
      )}
      {event && team && <TeamPanel event={event} team={team} />}
    </Page>
  );
}
