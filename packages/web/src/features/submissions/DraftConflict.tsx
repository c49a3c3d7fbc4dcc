import { Alert, Button, Group } from '@mantine/core';
import { IconGitFork } from '@tabler/icons-react';
import type { Dispatch } from 'react';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import type { DraftAction, StoredDraft } from './draft-state.ts';

/** Asked when the draft was saved in another window in between; what was typed here stays until one is chosen. */
export function DraftConflict({ theirs, dispatch }: { theirs: StoredDraft; dispatch: Dispatch<DraftAction> }) {
  return (
    <Alert color="amber" icon={<IconGitFork size={18} />} title="This draft was saved elsewhere" mb="sm" role="alert">
      Another window or teammate saved it {theirs.savedAt ? <TimeAgo at={theirs.savedAt} /> : 'meanwhile'}. What you
      typed here is still in the editor, but not saved.
      <Group gap="xs" mt="sm">
        <Button size="xs" onClick={() => dispatch({ type: 'kept-mine' })}>
          Keep what I see here
        </Button>
        <Button size="xs" variant="default" onClick={() => dispatch({ type: 'took-theirs' })}>
          Load the other one
        </Button>
      </Group>
    </Alert>
  );
}
