import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { Departures } from './Departures.tsx';
import { ManageTeam } from './ManageTeam.tsx';
import { TeamsTable } from './TeamsTable.tsx';

const TEAMS = graphql(`
  query ManageTeams($slug: String!, $search: String, $offset: Int!) {
    event(slug: $slug) {
      id
      ...TeamPanel_event
      ...Departures_event
      teams(first: 50, offset: $offset, search: $search) {
        totalCount
        rows {
          id
          ...TeamsTable_team
        }
      }
    }
  }
`);

const pageSize = 50;

/** All teams of an event, for the people who run it: who is in them, and everything that teams can do themselves. */
export function ManageTeamsPage() {
  const { slug = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useState(search.get('search') ?? '');
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const offset = Math.max(0, Number.parseInt(search.get('offset') ?? '0', 10) || 0);
  const openId = search.get('team');
  const { data, previousData, error, loading, refetch } = useQuery(TEAMS, {
    variables: { slug, search: wanted || null, offset },
    fetchPolicy: 'cache-and-network',
  });
  const event = (data ?? previousData)?.event;
  const teams = event?.teams;
  const change = (changed: Record<string, string | null>) =>
    setSearch(
      (before) => {
        for (const [key, value] of Object.entries(changed)) {
          if (value === null || value === '') before.delete(key);
          else before.set(key, value);
        }
        return before;
      },
      { replace: true },
    );
  return (
    <Page title={event ? `Teams · ${event.title}` : 'Teams'} wide>
      <RefetchBar isBusy={loading && event !== undefined} />
      {error && !event && <ErrorBox error={error} title="The teams could not be read" onRetry={() => void refetch()} />}
      {!event && !error && <Skeleton h={240} />}
      {event && !teams && <Text c="dimmed">Teams are for the organisers of the event.</Text>}
      {event && teams && (
        <Stack gap="md">
          <TextInput
            aria-label="Search teams and members"
            placeholder="Name of a team or a member"
            leftSection={<IconSearch size={16} />}
            value={text}
            maw={360}
            onChange={({ currentTarget: { value } }) => {
              setText(value);
              change({ search: value.trim(), offset: null });
            }}
          />
          {teams.rows.length === 0 ? (
            <Empty
              icon={<IconUsers size={28} stroke={1.5} />}
              title={wanted === '' ? 'Nobody has joined yet' : `No team and no member has “${wanted}” in its name`}
            />
          ) : (
            <TeamsTable teams={teams.rows} maxSize={event.maxTeamSize} onOpen={(id) => change({ team: id })} />
          )}
          <Pager
            offset={offset}
            pageSize={pageSize}
            totalCount={teams.totalCount}
            onMove={(to) => change({ offset: to === 0 ? null : String(to) })}
          />
          <Departures event={event} />
        </Stack>
      )}
      {event && openId !== null && (
        <ManageTeam
          key={openId}
          event={event}
          teamId={openId}
          others={teams?.rows ?? []}
          onClose={() => change({ team: null })}
        />
      )}
    </Page>
  );
}
