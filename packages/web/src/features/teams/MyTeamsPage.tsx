import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Anchor, Button, Skeleton, Stack, Title } from '@mantine/core';
import { IconAlertCircle, IconUsers } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { MyInvitations } from './MyInvitations.tsx';

const MY_TEAMS = graphql(`
  query MyTeams {
    myTeams {
      id
      name
      members {
        isLeader
        user {
          id
          username
        }
      }
      event {
        id
        slug
        title
        phase
      }
    }
  }
`);

const CLAIM = graphql(`
  mutation ClaimTeamInvitation($token: String!) {
    claimTeamInvitation(token: $token) {
      invitation {
        id
      }
      refusal {
        message
      }
    }
  }
`);

/** The viewer's teams in all events, and the invitations that wait; the link of an invitation by mail leads here. */
export function MyTeamsPage() {
  const viewer = useViewer();
  const { pathname, hash } = useLocation();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(MY_TEAMS, { fetchPolicy: 'cache-and-network' });
  const [claim, claimed] = useMutation(CLAIM);
  const token = hash.slice(1);
  const isSignedIn = viewer != null;
  useEffect(() => {
    if (!isSignedIn || token === '') return;
    // The secret does not stay in the address bar.
    void navigate(pathname, { replace: true });
    claim({ variables: { token }, refetchQueries: ['MyTeamInvitations'] }).catch(() => undefined);
  }, [isSignedIn, token, pathname, navigate, claim]);
  const refusal = claimed.data?.claimTeamInvitation.refusal?.message;
  const teams = data?.myTeams;
  if (viewer === null) {
    return (
      <Page title="My teams">
        <Empty
          icon={<IconUsers size={28} stroke={1.5} />}
          title="Sign in to see your teams"
          action={
            <Button component={Link} to={paths.signIn(`${pathname}${hash}`)}>
              Sign in
            </Button>
          }
        >
          {token === '' ? null : 'The invitation waits here. Without an account, create one first.'}
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="My teams">
      <Stack gap="lg">
        <Title order={2}>My teams</Title>
        {refusal && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {refusal}
          </Alert>
        )}
        {claimed.error && <ErrorBox error={claimed.error} title="The invitation could not be read" />}
        <MyInvitations />
        {error && !teams && (
          <ErrorBox error={error} title="Your teams could not be read" onRetry={() => void refetch()} />
        )}
        {!teams && !error && <Skeleton h={120} />}
        {teams?.length === 0 && (
          <Empty
            icon={<IconUsers size={28} stroke={1.5} />}
            title="You compete in no event"
            action={
              <Button component={Link} to={paths.events()}>
                To the events
              </Button>
            }
          />
        )}
        {teams && teams.length > 0 && (
          <DataTable label="My teams">
            <thead>
              <tr>
                <th scope="col">team</th>
                <th scope="col">event</th>
                <th scope="col">members</th>
              </tr>
            </thead>
            <tbody>
              {teams.map(({ id, name, event, members }) => (
                <tr key={id}>
                  <th scope="row">
                    <Anchor component={Link} to={paths.team(event.slug)} inherit>
                      {name}
                    </Anchor>
                  </th>
                  <td>
                    <Anchor component={Link} to={paths.event(event.slug)} inherit>
                      {event.title}
                    </Anchor>
                    {event.phase === 'CLOSED' && ' · closed'}
                  </td>
                  <td>
                    {members.map(({ user, isLeader }) => `${user.username}${isLeader ? ' (leads)' : ''}`).join(', ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        )}
      </Stack>
    </Page>
  );
}
