import { Button, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { actWords } from './act-words.ts';
import { type AuditFilter, isFiltered } from './audit-filter.ts';

interface Props {
  filter: AuditFilter;
  acts: readonly string[];
  onFilter: (filter: AuditFilter) => void;
}

/** What the log is narrowed by. It goes into the address, so that a find can be passed on. */
export function AuditFilters({ filter, acts, onFilter }: Props) {
  const [typed, setTyped] = useState(filter);
  useEffect(() => setTyped(filter), [filter]);
  const type = (change: Partial<AuditFilter>) => setTyped({ ...typed, ...change });
  const search = (event: FormEvent) => {
    event.preventDefault();
    onFilter({ ...typed, offset: 0 });
  };
  const none = { text: '', act: '', actor: '', subject: '', from: '', to: '', offset: 0 };
  return (
    <form onSubmit={search} aria-label="Filter of the audit log">
      <Group gap="xs" align="flex-end" mb="sm">
        <TextInput
          label="Words"
          value={typed.text}
          maxLength={200}
          onChange={({ currentTarget }) => type({ text: currentTarget.value })}
        />
        <Select
          label="Act"
          placeholder="any"
          clearable
          data={acts.map((act) => ({ value: act, label: actWords(act) }))}
          value={typed.act || null}
          onChange={(act) => onFilter({ ...typed, act: act ?? '', offset: 0 })}
        />
        <TextInput
          label="User name"
          w={140}
          value={typed.actor}
          maxLength={100}
          onChange={({ currentTarget }) => type({ actor: currentTarget.value })}
        />
        <TextInput
          label="From (UTC)"
          type="date"
          value={typed.from}
          onChange={({ currentTarget }) => type({ from: currentTarget.value })}
        />
        <TextInput
          label="To (UTC)"
          type="date"
          value={typed.to}
          onChange={({ currentTarget }) => type({ to: currentTarget.value })}
        />
        <Button type="submit" leftSection={<IconSearch size={16} />}>
          Search
        </Button>
        {isFiltered(filter) && (
          <Button variant="default" onClick={() => onFilter(none)}>
            Show all
          </Button>
        )}
      </Group>
    </form>
  );
}
