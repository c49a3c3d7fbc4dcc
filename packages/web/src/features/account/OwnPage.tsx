import { useQuery } from '@apollo/client/react';
import { Button, Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { MyAccountQuery } from '../../gql/graphql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';

const MY_ACCOUNT = graphql(`
  query MyAccount {
    viewer {
      id
      username
      displayName
      firstName
      lastName
      email
      emailConfirmedAt
      website
      bio
      hasPassword
      isAdmin
    }
  }
`);

export type MyAccount = NonNullable<MyAccountQuery['viewer']>;

interface Props {
  title: string;
  lead: string;
  wide?: boolean;
  children: (account: MyAccount) => ReactNode;
}

/** A page about one's own account: for whoever is signed in, with the way to sign in for everybody else. */
export function OwnPage({ title, lead, wide = false, children }: Props) {
  const { data, error, refetch } = useQuery(MY_ACCOUNT);
  const { pathname } = useLocation();
  if (!data && !error) return <PageSkeleton />;
  return (
    <Page title={title} wide={wide}>
      {error && !data && (
        <ErrorBox error={error} title="Your account could not be read" onRetry={() => void refetch()} />
      )}
      {data && !data.viewer && (
        <Empty
          icon={<IconLock size={28} stroke={1.5} />}
          title="Sign in first"
          action={
            <Button component={Link} to={paths.signIn(pathname)}>
              Sign in
            </Button>
          }
        >
          This page is about your own account.
        </Empty>
      )}
      {data?.viewer && (
        <Stack gap="lg">
          <div>
            <Title order={1}>{title}</Title>
            <Text size="sm" c="dimmed">
              {lead}
            </Text>
          </div>
          {children(data.viewer)}
        </Stack>
      )}
    </Page>
  );
}
