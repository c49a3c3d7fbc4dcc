import { CloseButton, Group, Pill, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { QueuePageQuery } from '../../../gql/graphql.ts';
import { reasonWords } from '../failure-words.ts';
import classes from './QueueFilters.module.css';
import { groups, paramsOf, type QueueFilter } from './queue-filter.ts';

interface Props {
  filter: QueueFilter;
  queue: Pick<QueuePageQuery['queue'], 'groups' | 'failures'>;
  /** The name of the team that the filter names, once known. */
  teamName: string | null;
  onChange: (filter: QueueFilter) => void;
  children?: ReactNode;
}

/** The counts of a queue, each of which shows what it counts; below them reasons, team and text. */
export function QueueFilters({ filter, queue, teamName, onChange, children }: Props) {
  const countOf = new Map(queue.groups.map(({ group, count }) => [group, count]));
  const all = queue.groups.reduce((sum, { count }) => sum + count, 0);
  const chip = (change: Partial<QueueFilter>, isCurrent: boolean, word: string, count: number) => (
    <Link
      key={word}
      to={{ search: paramsOf({ ...filter, page: 1, ...change }).toString() }}
      className={classes['chip']}
      aria-current={isCurrent}
    >
      {word} <span className={classes['count']}>{count}</span>
    </Link>
  );
  return (
    <Stack gap="xs" mb="sm">
      <nav aria-label="Groups" className={classes['groups']}>
        {chip({ group: null, reason: null }, filter.group === null && filter.reason === null, 'All', all)}
        {groups.map(({ group, word }) =>
          chip(
            { group, reason: null },
            filter.group === group && filter.reason === null,
            word,
            countOf.get(group) ?? 0,
          ),
        )}
      </nav>
      {queue.failures.length > 0 && (
        <nav aria-label="Failures by reason" className={classes['groups']}>
          <Text size="sm" c="dimmed" py={3}>
            Failed by reason
          </Text>
          {queue.failures.map(({ reason, count }) =>
            chip({ group: 'FAILED', reason }, filter.reason === reason, reasonWords(reason), count),
          )}
        </nav>
      )}
      <Group gap="sm">
        <SearchField text={filter.text} onText={(text) => onChange({ ...filter, text, page: 1 })} />
        {filter.teamId !== null && (
          <Pill
            withRemoveButton
            removeButtonProps={{ 'aria-label': 'Show all teams' }}
            onRemove={() => onChange({ ...filter, teamId: null, page: 1 })}
          >
            Team: {teamName ?? 'one team'}
          </Pill>
        )}
        {children}
      </Group>
    </Stack>
  );
}

const waitMs = 300;

function SearchField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const sent = useRef(text);
  const send = (wanted: string) => {
    sent.current = wanted;
    onText(wanted);
  };
  const search = useDebouncedCallback(send, waitMs);
  // The address may change without the field, by a link or by going back.
  useEffect(() => {
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [text]);
  const clear = () => {
    setTyped('');
    send('');
  };
  return (
    <TextInput
      size="xs"
      w={260}
      aria-label="Search submissions, teams and authors"
      placeholder="Submission, team or author"
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      rightSection={typed !== '' && <CloseButton size="xs" aria-label="Clear the search" onClick={clear} />}
      value={typed}
      maxLength={100}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}
