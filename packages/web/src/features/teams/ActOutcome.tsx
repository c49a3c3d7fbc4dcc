import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import type { TeamActs } from './use-team-acts.ts';

/** Why the last act on a team was not done; nothing where it was. */
export function ActOutcome({ acts: { refusal, error } }: { acts: TeamActs }) {
  return (
    <>
      {refusal && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
          {refusal}
        </Alert>
      )}
      {error && <ErrorBox error={error} title="Not done" />}
    </>
  );
}
