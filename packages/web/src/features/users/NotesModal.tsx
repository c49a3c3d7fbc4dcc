import { useMutation } from '@apollo/client/react';
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import type { ListedUser } from './UsersTable.tsx';

const NOTE = graphql(`
  mutation NoteOnUser($input: NoteOnUserInput!) {
    noteOnUser(input: $input) {
      user {
        id
        hiddenNotes
      }
    }
  }
`);

interface Props {
  user: ListedUser;
  onClose: () => void;
  onSaved: (words: string) => void;
}

/** What site admins keep about an account, for their eyes only. */
export function NotesModal({ user, onClose, onSaved }: Props) {
  const [save, { loading, error }] = useMutation(NOTE);
  const [hiddenNotes, setNotes] = useState(user.hiddenNotes ?? '');
  const submit = async () => {
    try {
      await save({ variables: { input: { userId: user.id, hiddenNotes } } });
      onSaved(`Notes on ${user.username} saved.`);
      onClose();
    } catch {
      // Shown through the mutation's `error`; what was typed stays.
    }
  };
  return (
    <Modal opened onClose={onClose} title={`Notes on ${user.username}`} centered>
      {error && <ErrorBox error={error} title="The notes were not saved" />}
      <Textarea
        label="Notes"
        description="Only site admins see them. They go with the account."
        autosize
        minRows={4}
        maxRows={16}
        maxLength={4000}
        value={hiddenNotes}
        onChange={({ currentTarget }) => setNotes(currentTarget.value)}
        data-autofocus
      />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={loading} onClick={() => void submit()}>
          Save
        </Button>
      </Group>
    </Modal>
  );
}
