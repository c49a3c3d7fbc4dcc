import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { bytesOf, sizeWords } from './file-sizes.ts';

interface Props {
  path: string;
  content: string;
  onReplace: (file: File) => void;
}

/** A file that holds data: not typed but replaced, so its size and its first lines are shown. */
export function DataFile({ path, content, onReplace }: Props) {
  const first = content.split('\n', 6);
  return (
    <div style={{ padding: 16 }}>
      <Group justify="space-between" mb="sm">
        <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {sizeWords(bytesOf(content))}
        </Text>
        <FileButton onChange={(file) => file && onReplace(file)}>
          {(button) => (
            <Button
              {...button}
              size="xs"
              variant="default"
              leftSection={<IconUpload size={15} stroke={1.7} />}
              aria-label={`Replace ${path}`}
            >
              Replace
            </Button>
          )}
        </FileButton>
      </Group>
      <Text component="pre" size="xs" ff="monospace" c="dimmed" style={{ overflow: 'hidden', whiteSpace: 'pre' }}>
        {first.slice(0, 5).join('\n')}
        {first.length > 5 ? '\n…' : ''}
      </Text>
    </div>
  );
}
