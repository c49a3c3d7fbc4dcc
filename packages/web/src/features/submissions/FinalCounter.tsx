import { Alert, Group, Text } from '@mantine/core';
import { IconAlertCircle, IconTrophy } from '@tabler/icons-react';
import { Countdown } from '../../ui/Countdown.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import type { useFinalChoice } from './use-final-choice.ts';

interface Props {
  choice: ReturnType<typeof useFinalChoice>;
  max: number;
  closesAt: string;
  isClosed: boolean;
}

/** How many of how many are chosen for the final, until when, and what happens to those who choose nothing. */
export function FinalCounter({ choice, max, closesAt, isClosed }: Props) {
  const count = choice.selectedIds.length;
  return (
    <>
      <Group gap={6} mb="sm" aria-live="polite" data-testid="final-counter">
        <IconTrophy size={16} stroke={1.6} aria-hidden="true" />
        <Text size="sm">
          {count} of {max} selected for the final,{' '}
          {isClosed ? (
            'closed'
          ) : (
            <>
              closes in <Countdown to={closesAt} />
            </>
          )}
        </Text>
        {count === 0 && (
          <Text size="sm" c="dimmed">
            Without a choice, your {max === 1 ? 'best one' : `best ${max}`} on the public score count.
          </Text>
        )}
      </Group>
      {choice.refusal && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" mb="sm">
          {choice.refusal}
        </Alert>
      )}
      {choice.error && <ErrorBox error={choice.error} title="Not chosen" />}
    </>
  );
}
