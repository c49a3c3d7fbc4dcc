import { useQuery } from '@apollo/client/react';
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { BulkBar } from './BulkBar.tsx';
import { UsersFilters } from './UsersFilters.tsx';
import { UsersTable } from './UsersTable.tsx';
import { type UsersFilter, usersFilterFrom, usersParams } from './users-filter.ts';

const USERS = graphql(`
  query Users($search: String, $state: UserState, $isAdmin: Boolean, $sort: UserSort!, $first: Int!, $offset: Int!) {
    users(search: $search, state: $state, isAdmin: $isAdmin, sort: $sort, first: $first, offset: $offset) {
      totalCount
      counts {
        state
        count
      }
      rows {
        id
        ...UsersTable_user
      }
    }
  }
`);

const pageSize = 50;
const none: ReadonlySet<string> = new Set();

/** All accounts, for site admins: found, approved, disabled, made site admins, with notes. */
export function UsersPage() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => usersFilterFrom(params), [params]);
  const [chosen, setChosen] = useState(none);
  const [said, setSaid] = useState('');
  const { search, state, isAdmin, sort, offset } = filter;
  const { data, previousData, error, loading, refetch } = useQuery(USERS, {
    variables: { search: search || null, state, isAdmin: isAdmin || null, sort, first: pageSize, offset },
    fetchPolicy: 'cache-and-network',
  });
  const list = (data ?? previousData)?.users;
  const show = (next: UsersFilter) => {
    setChosen(none);
    setSaid('');
    setParams(usersParams(next));
  };
  const changed = (words: string) => {
    setSaid(words);
    setChosen(none);
    void refetch().catch(() => undefined);
  };
  const isFiltered = search !== '' || state !== null || isAdmin;
  return (
    <Page title="Users" wide>
      <RefetchBar isBusy={loading && list !== undefined} />
      <Group gap="sm" align="baseline" mb="sm">
        <Title order={1} size="h4">
          Users
        </Title>
        <Text size="sm" c="dimmed">
          {list && `${list.totalCount} ${isFiltered ? 'found' : 'in all'}`}
        </Text>
        <Text size="sm" role="status">
          {said}
        </Text>
        {list && (
          <Button component={Link} to={paths.userImport()} size="xs" variant="default" ml="auto">
            Import from a file
          </Button>
        )}
      </Group>
      <UsersFilters filter={filter} counts={list?.counts ?? []} onFilter={show} />
      {error && !data && <ErrorBox error={error} title="The users could not be read" onRetry={() => void refetch()} />}
      {!list && !error && (
        <Stack gap={2} aria-busy>
          {[0, 1, 2, 3, 4].map((key) => (
            <Skeleton key={key} h={34} radius={2} />
          ))}
        </Stack>
      )}
      {list && list.rows.length === 0 && !error && (
        <Empty icon={<IconUsers size={28} stroke={1.5} />} title="Nobody fits">
          Take something out of the filter.
        </Empty>
      )}
      {list && list.rows.length > 0 && (
        <>
          {chosen.size > 0 && <BulkBar users={list.rows.filter(({ id }) => chosen.has(id))} onDone={changed} />}
          <UsersTable users={list.rows} chosen={chosen} onChoose={setChosen} onChanged={changed} />
          <Pager
            offset={offset}
            pageSize={pageSize}
            totalCount={list.totalCount}
            onMove={(next) => show({ ...filter, offset: next })}
          />
        </>
      )}
    </Page>
  );
}
