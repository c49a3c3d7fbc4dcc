import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import type { UserState } from '../../gql/graphql.ts';
import { userStateWords } from './user-state-words.ts';
import { sortWords, type UsersFilter } from './users-filter.ts';

interface Props {
  filter: UsersFilter;
  counts: readonly { state: UserState; count: number }[];
  onFilter: (filter: UsersFilter) => void;
}

const entries = <K extends string>(words: Record<K, string>) => Object.entries(words) as [K, string][];

/** What the list is narrowed by and sorted by. It goes into the address, so that a find can be passed on. */
export function UsersFilters({ filter, counts, onFilter }: Props) {
  const [search, setSearch] = useState(filter.search);
  useEffect(() => setSearch(filter.search), [filter.search]);
  const show = (change: Partial<UsersFilter>) => onFilter({ ...filter, search, offset: 0, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show({});
  };
  const countOf = (state: UserState) => counts.find((count) => count.state === state)?.count ?? 0;
  return (
    <form onSubmit={submit} aria-label="Filter of the users">
      <Group gap="xs" align="flex-end" mb="sm">
        <TextInput
          label="Name or e-mail"
          type="search"
          maxLength={200}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <Select
          label="State"
          placeholder="any"
          clearable
          w={210}
          data={entries(userStateWords).map(([value, word]) => ({ value, label: `${word} (${countOf(value)})` }))}
          value={filter.state}
          onChange={(state) => show({ state: state as UserState | null })}
        />
        <Select
          label="Order"
          allowDeselect={false}
          w={150}
          data={entries(sortWords).map(([value, label]) => ({ value, label }))}
          value={filter.sort}
          onChange={(sort) => show({ sort: (sort ?? 'NEWEST') as UsersFilter['sort'] })}
        />
        <Button type="submit" leftSection={<IconSearch size={16} />}>
          Search
        </Button>
        <Checkbox
          label="site admins only"
          mb={8}
          checked={filter.isAdmin}
          onChange={({ currentTarget }) => show({ isAdmin: currentTarget.checked })}
        />
      </Group>
    </form>
  );
}
