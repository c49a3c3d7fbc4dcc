import { Button, Group, Text } from '@mantine/core';

interface Props {
  offset: number;
  pageSize: number;
  totalCount: number;
  onMove: (offset: number) => void;
}

/** Which part of a list is shown, and the way to the parts beside it. Nothing where all of it is shown. */
export function Pager({ offset, pageSize, totalCount, onMove }: Props) {
  if (totalCount <= pageSize && offset === 0) return null;
  const last = Math.min(offset + pageSize, totalCount);
  return (
    <Group component="nav" aria-label="Pages" justify="space-between" mt="sm">
      <Text size="sm" c="dimmed" aria-live="polite">
        {last > offset ? `${offset + 1}–${last}` : '0'} of {totalCount}
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          disabled={offset === 0}
          onClick={() => onMove(Math.max(0, offset - pageSize))}
        >
          Previous
        </Button>
        <Button variant="default" size="xs" disabled={last >= totalCount} onClick={() => onMove(offset + pageSize)}>
          Next
        </Button>
      </Group>
    </Group>
  );
}
