import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { ErrorBox } from '../../ui/ErrorBox.tsx';

/** What stood in the way, where no field can show it. */
export function Trouble({ refusal, error, title }: { refusal: string | null; error: unknown; title: string }) {
  return (
    <>
      {refusal !== null && (
        <Alert color="red" variant="light" icon={<IconAlertCircle size={18} />} role="alert">
          {refusal}
        </Alert>
      )}
      {error !== null && <ErrorBox error={error} title={title} />}
    </>
  );
}
