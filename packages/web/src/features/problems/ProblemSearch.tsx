import { Chip, Group, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeywordKind } from '../../gql/graphql.ts';
import type { ProblemFilter } from './use-problem-filter.ts';

interface Props {
  keywords: readonly { kind: KeywordKind; name: string; problemCount: number }[];
  filter: ProblemFilter;
  setFilter: (changed: Partial<ProblemFilter>) => void;
}

const quietMs = 250;
const chipsMax = 24;

/** Words to search for, and the keywords that there are. */
export function ProblemSearch({ keywords, filter, setFilter }: Props) {
  const [typed, setTyped] = useState(filter.search ?? '');
  const search = useDebouncedCallback((words: string) => setFilter({ search: words.trim() || null }), quietMs);
  // A keyword of the address that is not among the most frequent still shows as chosen.
  const names = [...new Set([...(filter.keyword ? [filter.keyword] : []), ...keywords.map(({ name }) => name)])];
  const countOf = (name: string) => keywords.find((keyword) => keyword.name === name)?.problemCount ?? 0;
  return (
    <>
      <TextInput
        type="search"
        aria-label="Search problems"
        placeholder="Name, title, keyword, or a word of the description"
        leftSection={<IconSearch size={16} stroke={1.8} aria-hidden="true" />}
        value={typed}
        maxLength={200}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          search(value);
        }}
      />
      {names.length > 0 && (
        <Group gap={6} mt="sm" role="group" aria-label="Keywords">
          {names.slice(0, chipsMax).map((name) => (
            <Chip
              key={name}
              size="xs"
              checked={filter.keyword === name}
              onChange={(isChosen) => setFilter({ keyword: isChosen ? name : null })}
            >
              {name} ({countOf(name)})
            </Chip>
          ))}
        </Group>
      )}
    </>
  );
}
