import { Button, Group, Text } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import type { LeaderboardTable_LeaderboardFragment } from '../../gql/graphql.ts';
import { LiveMark } from '../../ui/LiveMark.tsx';

/** The line above the board: how many, what is on its way, whether it is live, and the way to my first row. */
export function BoardSummary({ board }: { board: LeaderboardTable_LeaderboardFragment }) {
  const mine = board.rows.find((row) => row.isMine);
  const jump = () => {
    const row = document.querySelector<HTMLElement>(`[data-row-id="${mine?.id}"]`);
    row?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    row?.querySelector('a')?.focus({ preventScroll: true });
  };
  return (
    <Group justify="space-between" mb="sm" mih={30} gap="xs">
      <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {board.rows.length} scored
        {board.inProgressCount > 0 && ` · ${board.inProgressCount} in progress`}
        {board.failedCount > 0 && ` · ${board.failedCount} failed`}
      </Text>
      <Group gap="md">
        <LiveMark />
        {mine && (
          <Button variant="default" size="xs" leftSection={<IconArrowDown size={14} />} onClick={jump}>
            Jump to me
          </Button>
        )}
      </Group>
    </Group>
  );
}
