import { Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';

/** That something was done, in words; screen readers hear it. */
export function SavedMark({ words }: { words: string | null }) {
  return (
    <Group gap={4} role="status" mih={22}>
      {words !== null && (
        <>
          <IconCheck size={16} color="var(--db-good)" aria-hidden />
          <Text size="sm">{words}</Text>
        </>
      )}
    </Group>
  );
}
