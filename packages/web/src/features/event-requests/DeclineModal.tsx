import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';

interface Props {
  /** Null: the question is not asked. */
  request: { id: string; title: string } | null;
  onClose: () => void;
  onDecline: (requestId: string, note: string) => void;
}

/** Asks why a request is declined; whoever asked reads it. */
export function DeclineModal({ request, onClose, onDecline }: Props) {
  const [note, setNote] = useState('');
  return (
    <Modal opened={request !== null} onClose={onClose} title={`Decline “${request?.title ?? ''}”?`} centered>
      <Stack gap="sm">
        <Text size="sm">Whoever asked is told at once, with your words. They can ask again.</Text>
        <Textarea
          label="Why"
          value={note}
          maxLength={1000}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
          autosize
          minRows={3}
          maxRows={8}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color="red"
            disabled={note.trim() === ''}
            onClick={() => {
              if (request) onDecline(request.id, note);
              setNote('');
              onClose();
            }}
          >
            Decline
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
