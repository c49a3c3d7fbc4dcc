import { Group, Text } from '@mantine/core';
import type { BoardTable_BoardFragment } from '../../gql/graphql.ts';
import { absoluteTime, dateTimeWords } from '../../lib/time-words.ts';
import { LiveMark } from '../../ui/LiveMark.tsx';

/** The line above the board: how many, what is on its way, and whether it is live. */
export function BoardSummary({ board, at }: { board: BoardTable_BoardFragment; at: string | null }) {
  const isRanked = board.columns.includes('RANK');
  return (
    <Group justify="space-between" mb="xs" mih={24} gap="xs">
      <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {isRanked ? `${board.size} scored` : `${board.size} ${board.size === 1 ? 'row' : 'rows'}`}
        {board.totalCount !== board.size && ` · ${board.totalCount} shown`}
        {isRanked && board.inProgressCount > 0 && ` · ${board.inProgressCount} in progress`}
        {isRanked && board.failedCount > 0 && ` · ${board.failedCount} failed`}
        {at !== null && (
          <>
            {' · as of '}
            <time dateTime={at} title={absoluteTime(at)}>
              {dateTimeWords(at)}
            </time>
          </>
        )}
      </Text>
      {at === null && <LiveMark />}
    </Group>
  );
}
