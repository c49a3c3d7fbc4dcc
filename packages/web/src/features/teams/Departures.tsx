import { Button, Stack, Text, Title } from '@mantine/core';
import { graphql } from '../../gql/gql.ts';
import type { Departures_EventFragment } from '../../gql/graphql.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { ActOutcome } from './ActOutcome.tsx';
import { useTeamActs } from './use-team-acts.ts';

graphql(`
  fragment Departures_event on Event {
    id
    slug
    teamDepartures {
      at
      user {
        id
        username
      }
      team {
        id
        name
      }
    }
  }
`);

/** Who left a team after it had submitted, with the way to let them compete again; nothing where nobody did. */
export function Departures({ event }: { event: Departures_EventFragment }) {
  const acts = useTeamActs();
  const departures = event.teamDepartures ?? [];
  if (departures.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3}>Left their teams</Title>
      <Text size="sm" c="dimmed">
        They know what the team knows, so they cannot begin anew alone, unless you let them.
      </Text>
      <ActOutcome acts={acts} />
      <DataTable label="Left their teams">
        <thead>
          <tr>
            <th scope="col">user</th>
            <th scope="col">team</th>
            <th scope="col">left</th>
            <th scope="col">do</th>
          </tr>
        </thead>
        <tbody>
          {departures.map(({ user, team, at }) => (
            <tr key={user.id}>
              <th scope="row">{user.username}</th>
              <td>{team.name}</td>
              <td>
                <TimeAgo at={at} />
              </td>
              <td>
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={acts.isRunning}
                  aria-label={`Let ${user.username} compete again`}
                  onClick={() => void acts.readmit(event.slug, user.id)}
                >
                  Let in again
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Stack>
  );
}
