import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { paths } from '../app/paths.ts';
import { errorWords, isUnauthenticated } from '../lib/error-words.ts';

/** A failure of the line or the server, in words, with the way out. */
export function ErrorBox({ error, title, onRetry }: { error: unknown; title: string; onRetry?: () => void }) {
  const { pathname } = useLocation();
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={title} role="alert">
      {errorWords(error)}
      <Group gap="xs" mt={onRetry || isUnauthenticated(error) ? 'sm' : 0}>
        {isUnauthenticated(error) && (
          <Button component={Link} to={paths.signIn(pathname)} size="xs">
            Sign in
          </Button>
        )}
        {onRetry && (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
