import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ListedUser } from './UsersTable.tsx';
import { type Move, useMoveUsers } from './use-move-users.ts';

interface Props {
  users: readonly ListedUser[];
  onDone: (words: string) => void;
}

const questions: Record<Move, { title: (count: string) => string; word: string; text: string }> = {
  approve: { title: (count) => `Approve ${count}?`, word: 'Approve', text: 'They are told by mail and can take part.' },
  disable: {
    title: (count) => `Disable ${count}?`,
    word: 'Disable',
    text: 'Their sessions and access tokens end at once. Submissions stay.',
  },
  enable: { title: (count) => `Enable ${count} again?`, word: 'Enable', text: 'They are told by mail.' },
};

/** What is done to all accounts that are ticked, once it was confirmed. */
export function BulkBar({ users, onDone }: Props) {
  const [asked, setAsked] = useState<Move | null>(null);
  const [note, setNote] = useState('');
  const { move, trouble } = useMoveUsers(onDone);
  const fitting: Record<Move, ListedUser[]> = {
    approve: users.filter(({ state }) => state === 'ASKED' || state === 'UNCONFIRMED'),
    disable: users.filter(({ state }) => state === 'ASKED' || state === 'UNCONFIRMED' || state === 'ACTIVE'),
    enable: users.filter(({ state }) => state === 'DISABLED'),
  };
  const count = (listed: readonly ListedUser[]) => `${listed.length} ${listed.length === 1 ? 'user' : 'users'}`;
  const unproven = fitting.approve.filter(({ emailConfirmedAt }) => !emailConfirmedAt).length;
  const close = () => {
    setAsked(null);
    setNote('');
  };
  const confirm = () => {
    if (asked)
      void move(
        asked,
        fitting[asked].map(({ id }) => id),
        note.trim() || null,
      );
    close();
  };
  return (
    <Group gap="xs" mb="sm" role="group" aria-label="Chosen users">
      <Text size="sm" aria-live="polite">
        {users.length} chosen
      </Text>
      {(Object.keys(questions) as Move[]).map((what) => (
        <Button
          key={what}
          size="xs"
          variant="default"
          disabled={fitting[what].length === 0}
          onClick={() => setAsked(what)}
        >
          {questions[what].word} {fitting[what].length || ''}
        </Button>
      ))}
      {trouble !== null && (
        <Text size="sm" c="var(--db-bad)" role="alert">
          {trouble}
        </Text>
      )}
      {asked !== null && (
        <Modal opened onClose={close} title={questions[asked].title(count(fitting[asked]))} centered>
          <Text size="sm">
            {questions[asked].text}
            {asked === 'approve' && unproven > 0 && ` ${unproven} of them have not confirmed their address.`}
          </Text>
          <TextInput
            mt="sm"
            label="Why"
            description="Optional, for the audit log."
            maxLength={1000}
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          <Group justify="flex-end" mt="lg" gap="xs">
            <Button variant="default" onClick={close} data-autofocus>
              Cancel
            </Button>
            <Button {...(asked === 'disable' ? { color: 'red' } : {})} onClick={confirm}>
              {questions[asked].word}
            </Button>
          </Group>
        </Modal>
      )}
    </Group>
  );
}
