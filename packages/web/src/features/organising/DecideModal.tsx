import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { PeopleTable_RowFragment } from '../../gql/graphql.ts';

interface Props {
  asked: 'approve' | 'reject' | null;
  rows: readonly PeopleTable_RowFragment[];
  onClose: () => void;
  onDecide: (note: string) => void;
}

/** The answer to the chosen ones, with a word to them. Says what goes away for whom is in already. */
export function DecideModal({ asked, rows, onClose, onDecide }: Props) {
  const [note, setNote] = useState('');
  const isYes = asked === 'approve';
  const names = rows.slice(0, 5).map(({ teamName }) => teamName);
  const leaving = rows.filter(({ state }) => state === 'APPROVED');
  const submissions = leaving.reduce((sum, { submissionCount }) => sum + submissionCount, 0);
  return (
    <Modal opened={asked !== null} onClose={onClose} title={isYes ? 'Let them in?' : 'Turn them down?'} centered>
      <Stack gap="sm">
        <Text size="sm">
          {names.join(', ')}
          {rows.length > names.length && ` and ${rows.length - names.length} more`}. They are told at once.
        </Text>
        {!isYes && leaving.length > 0 && (
          <Text size="sm" c="red">
            {leaving.length} of them take part now, and leave the event
            {submissions > 0 &&
              ` with ${submissions} ${submissions === 1 ? 'submission' : 'submissions'}, which leave boards and blends`}
            .
          </Text>
        )}
        <Textarea
          label="A word to them"
          description="Optional."
          value={note}
          maxLength={1000}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
          autosize
          minRows={2}
          maxRows={6}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button
            {...(isYes ? {} : { color: 'red' })}
            onClick={() => {
              onDecide(note);
              setNote('');
              onClose();
            }}
          >
            {isYes ? 'Let in' : 'Turn down'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
