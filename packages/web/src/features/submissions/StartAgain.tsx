import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRestore } from '@tabler/icons-react';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { type DraftFiles, sameFiles } from './draft-state.ts';

interface Props {
  kit: DraftFiles;
  files: DraftFiles;
  onReplace: (files: DraftFiles) => void;
}

/** Puts the starting kit back into the editor, after naming what goes away. */
export function StartAgain({ kit, files, onReplace }: Props) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const changed = Object.keys(kit).filter((path) => kit[path] !== files[path]);
  if (Object.keys(kit).length === 0) return null;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRestore size={15} stroke={1.7} />}
        onClick={open}
        disabled={sameFiles(kit, files)}
      >
        Start again from the starting kit
      </Button>
      <ConfirmModal
        isOpen={isOpen}
        title="Start again?"
        confirmWord="Replace my draft"
        onClose={close}
        onConfirm={() => onReplace(kit)}
      >
        What you have written in {changed.join(' and ')} goes away and the starting kit takes its place. Submissions
        that you have sent stay.
      </ConfirmModal>
    </>
  );
}
