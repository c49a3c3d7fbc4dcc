import { useQuery } from '@apollo/client/react';
import { Button, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { ActOutcome } from './ActOutcome.tsx';
import { useTeamActs } from './use-team-acts.ts';

const OPEN_TEAMS = graphql(`
  query OpenTeams($slug: String!, $search: String, $offset: Int!) {
    event(slug: $slug) {
      id
      maxTeamSize
      openTeams(first: 10, offset: $offset, search: $search) {
        totalCount
        rows {
          id
          name
          members {
            isLeader
            user {
              id
              username
            }
          }
        }
      }
    }
    myTeamRequests(eventSlug: $slug) {
      id
      expiresAt
      team {
        id
        name
      }
    }
  }
`);

const pageSize = 10;

/** For somebody alone: the teams that can be asked, and those that have been. */
export function OpenTeams({ slug }: { slug: string }) {
  const [text, setText] = useState('');
  const [offset, setOffset] = useState(0);
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const { data, previousData, error, refetch } = useQuery(OPEN_TEAMS, {
    variables: { slug, search: wanted || null, offset },
    fetchPolicy: 'cache-and-network',
  });
  const acts = useTeamActs();
  const shown = data ?? previousData;
  const teams = shown?.event?.openTeams;
  const requests = shown?.myTeamRequests ?? [];
  const asked = new Set(requests.map(({ team }) => team.id));
  if (shown && !teams) return null;
  return (
    <Stack gap="xs" component="section" aria-label="Join a team">
      <Title order={3}>Join a team</Title>
      <Text size="sm" c="dimmed">
        Ask a team to take you in; its leader answers. Your own team of one goes away with its draft once you are in.
      </Text>
      <ActOutcome acts={acts} />
      {error && !teams && <ErrorBox error={error} title="The teams could not be read" onRetry={() => void refetch()} />}
      {!teams && !error && <Skeleton h={120} />}
      {requests.length > 0 && (
        <DataTable label="My requests">
          <thead>
            <tr>
              <th scope="col">asked</th>
              <th scope="col">good for</th>
              <th scope="col">do</th>
            </tr>
          </thead>
          <tbody>
            {requests.map(({ id, team, expiresAt }) => (
              <tr key={id} data-testid="my-request">
                <th scope="row">{team.name}</th>
                <td>
                  <Countdown to={expiresAt} />
                </td>
                <td>
                  <Button
                    size="compact-xs"
                    variant="default"
                    leftSection={<IconX size={14} />}
                    aria-label={`Take back the request to ${team.name}`}
                    disabled={acts.isRunning}
                    onClick={() => void acts.revoke(id)}
                  >
                    Take back
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {teams && (teams.totalCount > 0 || wanted !== '' || text !== '') && (
        <TextInput
          aria-label="Search teams to join"
          placeholder="Name of a team or a member"
          leftSection={<IconSearch size={16} />}
          value={text}
          maw={360}
          onChange={({ currentTarget: { value } }) => {
            setText(value);
            setOffset(0);
          }}
        />
      )}
      {teams?.totalCount === 0 && (
        <Text size="sm" c="dimmed">
          {wanted === '' ? 'No team has room and wants to be asked now.' : `No such team has “${wanted}” in its name.`}
        </Text>
      )}
      {teams && teams.rows.length > 0 && (
        <DataTable label="Teams that can be asked">
          <thead>
            <tr>
              <th scope="col">team</th>
              <th scope="col">members</th>
              <th scope="col" data-numeric>
                size
              </th>
              <th scope="col">do</th>
            </tr>
          </thead>
          <tbody>
            {teams.rows.map(({ id, name, members }) => (
              <tr key={id} data-testid="open-team">
                <th scope="row">{name}</th>
                <td>
                  {members.map(({ user, isLeader }) => `${user.username}${isLeader ? ' (leads)' : ''}`).join(', ')}
                </td>
                <td data-numeric>
                  {members.length} of {shown?.event?.maxTeamSize}
                </td>
                <td>
                  {asked.has(id) ? (
                    'asked'
                  ) : (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`Ask to join ${name}`}
                      disabled={acts.isRunning}
                      onClick={() => void acts.ask(id)}
                    >
                      Ask
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Pager offset={offset} pageSize={pageSize} totalCount={teams?.totalCount ?? 0} onMove={setOffset} />
    </Stack>
  );
}
