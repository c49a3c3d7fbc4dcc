import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

interface Props {
  version: { refusalMessage?: string | null; refusalFile?: string | null; refusalLine?: number | null };
}

/** What a worker found wrong with a kit: where, and what to do. */
export function VersionRefusal({ version }: Props) {
  const { refusalMessage, refusalFile, refusalLine } = version;
  if (!refusalMessage) return null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title="This kit cannot be used yet"
      role="alert"
      data-testid="version-refusal"
    >
      {refusalFile && (
        <Text size="sm" fw={600}>
          <code>
            {refusalFile}
            {refusalLine == null ? '' : `, line ${refusalLine}`}
          </code>
        </Text>
      )}
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {refusalMessage}
      </Text>
    </Alert>
  );
}
