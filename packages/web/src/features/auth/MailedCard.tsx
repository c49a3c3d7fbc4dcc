import { Anchor, Card, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { Page } from '../../ui/Page.tsx';

/** What comes next once a link is on its way. Says the same whether or not there is an account. */
export function MailedCard({ title, mailedTo }: { title: string; mailedTo: string }) {
  return (
    <Page title={title}>
      <Stack maw={420} mx="auto" mt={{ base: 16, sm: 56 }} gap="md" role="status">
        <Title order={1}>{title}</Title>
        <Card withBorder padding="lg" bg="var(--db-surface)">
          <Text>
            Look into the mailbox of <b>{mailedTo}</b>: a mail says how to go on. It may take a minute, and may have
            landed in the spam folder.
          </Text>
        </Card>
        <Text size="sm" c="dimmed" ta="center">
          Nothing came?{' '}
          <Anchor component={Link} to={paths.signIn()} inherit>
            Sign in with your user name to have it sent again
          </Anchor>
        </Text>
      </Stack>
    </Page>
  );
}
