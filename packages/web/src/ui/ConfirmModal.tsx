import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Asks before something goes away, or, where it `isHarmless`, before it begins; `children` names what. */
export function ConfirmModal(props: {
  isOpen: boolean;
  title: string;
  confirmWord: string;
  isHarmless?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} centered>
      <Text size="sm">{props.children}</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          Cancel
        </Button>
        <Button
          {...(props.isHarmless ? {} : { color: 'red' })}
          onClick={() => {
            props.onConfirm();
            props.onClose();
          }}
        >
          {props.confirmWord}
        </Button>
      </Group>
    </Modal>
  );
}
