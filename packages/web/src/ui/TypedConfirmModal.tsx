import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ErrorBox } from './ErrorBox.tsx';

interface Props {
  isOpen: boolean;
  title: string;
  /** What has to be typed. */
  name: string;
  confirmWord: string;
  isBusy: boolean;
  refusal: string | null;
  error: Error | undefined;
  onConfirm: (typed: string) => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks for the name of what goes away for good; `children` says what goes with it. Stays open with what stood in the way. */
export function TypedConfirmModal(props: Props) {
  const { isOpen, title, name, confirmWord, isBusy, refusal, error, onConfirm, onClose, children } = props;
  const [typed, setTyped] = useState('');
  const close = () => {
    setTyped('');
    onClose();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === name && !isBusy) onConfirm(typed);
  };
  return (
    <Modal opened={isOpen} onClose={close} title={title} centered>
      <Stack gap="sm" component="form" onSubmit={send}>
        <Text size="sm">{children}</Text>
        <TextInput
          label={`Type ${name} to go on`}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          error={refusal}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
        />
        {error && <ErrorBox error={error} title="Not deleted" />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" color="red" disabled={typed.trim() !== name} loading={isBusy}>
            {confirmWord}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
