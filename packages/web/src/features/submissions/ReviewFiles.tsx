import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconFileAlert } from '@tabler/icons-react';
import { FileChanges } from './FileChanges.tsx';

interface Props {
  title: string;
  /** The files that would replace those of the draft; only what differs is shown. */
  incoming: Readonly<Record<string, string>>;
  current: Readonly<Record<string, string>>;
  refused: readonly { name: string; reason: string }[];
  isBusy?: boolean;
  onAccept: () => void;
  onClose: () => void;
}

/** Shows what files change in the draft before they replace anything in it. */
export function ReviewFiles({ title, incoming, current, refused, isBusy = false, onAccept, onClose }: Props) {
  const changed = Object.keys(incoming).filter((path) => incoming[path] !== current[path]);
  return (
    <Modal opened onClose={onClose} title={title} size="min(960px, 94vw)" centered>
      <Stack gap="md">
        {refused.length > 0 && (
          <Alert color="amber" icon={<IconFileAlert size={18} />} title="Not taken" role="alert">
            <ul style={{ margin: 0, paddingLeft: 18 }}>
              {refused.map(({ name, reason }) => (
                <li key={`${name} ${reason}`}>
                  <code>{name}</code> {reason}.
                </li>
              ))}
            </ul>
          </Alert>
        )}
        {changed.length === 0 && (
          <Text size="sm">
            {Object.keys(incoming).length > 0
              ? 'These files are in your draft already.'
              : 'Nothing here is for this problem.'}
          </Text>
        )}
        {changed.map((path) => (
          <FileChanges key={path} path={path} before={current[path] ?? null} after={incoming[path] ?? ''} />
        ))}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Keep my draft
          </Button>
          <Button onClick={onAccept} disabled={changed.length === 0} loading={isBusy} data-autofocus>
            {changed.length > 1 ? `Replace ${changed.length} files` : `Replace ${changed[0] ?? 'nothing'}`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
