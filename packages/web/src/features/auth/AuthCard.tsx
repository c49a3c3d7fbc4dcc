import { Alert, Button, Card, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode, SubmitEventHandler } from 'react';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';

interface Props {
  title: string;
  lead: string;
  /** What the button says, where it is not the title. */
  submitWord?: string;
  /** What the fields are sent with. */
  onSubmit: SubmitEventHandler<HTMLFormElement>;
  isBusy: boolean;
  refusal: string | null;
  error: Error | undefined;
  children: ReactNode;
  /** Other ways to the same end, below the button. */
  after?: ReactNode;
  foot: ReactNode;
}

/** The form that sign-in and sign-up share: their fields between what went wrong and the button named like the page. */
export function AuthCard({
  title,
  lead,
  submitWord = title,
  onSubmit,
  isBusy,
  refusal,
  error,
  children,
  after,
  foot,
}: Props) {
  return (
    <Page title={title}>
      <Stack maw={380} mx="auto" mt={{ base: 16, sm: 56 }} gap="md">
        <div>
          <Title order={1}>{title}</Title>
          <Text c="dimmed" mt={4}>
            {lead}
          </Text>
        </div>
        <Card withBorder padding="lg" bg="var(--db-surface)">
          <form onSubmit={onSubmit} noValidate>
            <Stack gap="sm">
              {refusal && (
                <Alert color="red" variant="light" icon={<IconAlertCircle size={18} />} role="alert">
                  {refusal}
                </Alert>
              )}
              {error && <ErrorBox error={error} title={`${title} did not work`} />}
              {children}
              <Button type="submit" loading={isBusy} mt="xs" fullWidth>
                {submitWord}
              </Button>
              {after}
            </Stack>
          </form>
        </Card>
        <Text size="sm" c="dimmed" ta="center">
          {foot}
        </Text>
      </Stack>
    </Page>
  );
}
