import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconWorld } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';

const USER = graphql(`
  query User($username: String!) {
    user(username: $username) {
      id
      username
      displayName
      website
      bio
    }
  }
`);

/** What somebody says of themselves, for other users. */
export function UserPage({ notFound }: { notFound: ReactNode }) {
  const { username = '' } = useParams();
  const viewer = useViewer();
  const { data, error, refetch } = useQuery(USER, { variables: { username } });
  if (error && !data) {
    return (
      <Page title="User">
        <ErrorBox error={error} title="This page could not be read" onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (!data) return <PageSkeleton />;
  const { user } = data;
  if (!user) return notFound;
  return (
    <Page title={user.displayName}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={1}>{user.displayName}</Title>
            <Text c="dimmed">@{user.username}</Text>
          </div>
          <Group gap="xs">
            {viewer?.id === user.id && (
              <Button component={Link} to={paths.profile()} variant="default" size="xs">
                Edit
              </Button>
            )}
            {viewer?.isAdmin && (
              <Button component={Link} to={`${paths.users()}?search=${user.username}`} variant="default" size="xs">
                Among the users
              </Button>
            )}
          </Group>
        </Group>
        {user.website && (
          <Group gap={6}>
            <IconWorld size={16} stroke={1.6} aria-hidden />
            <Anchor href={user.website} rel="noopener noreferrer nofollow" target="_blank" size="sm">
              {user.website}
            </Anchor>
          </Group>
        )}
        {user.bio ? <Markdown source={user.bio} /> : <Text c="dimmed">Nothing said about themselves yet.</Text>}
      </Stack>
    </Page>
  );
}
