import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconBellOff, IconChecks, IconSettings } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Page } from '../../ui/Page.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { RefetchBar } from '../../ui/RefetchBar.tsx';
import { NotificationRow } from './NotificationRow.tsx';
import classes from './NotificationsPage.module.css';

const NOTIFICATIONS = graphql(`
  query Notifications($first: Int!, $offset: Int!) {
    notifications(first: $first, offset: $offset) {
      totalCount
      unreadCount
      rows {
        id
        ...NotificationRow_notification
      }
    }
  }
`);

const MARK_READ = graphql(`
  mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {
    markNotificationsRead(input: $input) {
      unreadCount
    }
  }
`);

const MARK_ALL_READ = graphql(`
  mutation MarkAllNotificationsRead {
    markAllNotificationsRead {
      unreadCount
    }
  }
`);

const pageSize = 30;
const refetchQueries = ['Notifications', 'UnreadNotifications'];

/** The reader's own news, newest first. */
export function NotificationsPage() {
  const [params, setParams] = useSearchParams();
  const offset = Math.max(0, Math.floor(Number(params.get('offset')) || 0));
  const { data, previousData, error, loading, refetch } = useQuery(NOTIFICATIONS, {
    variables: { first: pageSize, offset },
    fetchPolicy: 'cache-and-network',
  });
  const [markRead, one] = useMutation(MARK_READ, { refetchQueries });
  const [markAllRead, all] = useMutation(MARK_ALL_READ, { refetchQueries });
  const list = (data ?? previousData)?.notifications;
  const trouble = one.error ?? all.error;
  return (
    <Page title="Notifications">
      <RefetchBar isBusy={loading && list !== undefined} />
      <Group justify="space-between" mb="md">
        <Group gap="sm" align="baseline">
          <Title order={1}>Notifications</Title>
          {list && (
            <Text size="sm" c="dimmed">
              {list.unreadCount} unread
            </Text>
          )}
        </Group>
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconChecks size={16} />}
            disabled={!list || list.unreadCount === 0}
            loading={all.loading}
            onClick={() => void markAllRead().catch(() => undefined)}
          >
            Mark all as read
          </Button>
          <Button
            component={Link}
            to={paths.notificationPreferences()}
            variant="default"
            size="xs"
            leftSection={<IconSettings size={16} />}
          >
            What you hear of
          </Button>
        </Group>
      </Group>
      {trouble && <ErrorBox error={trouble} title="It was not marked" />}
      {error && !data && <ErrorBox error={error} title="Your news could not be read" onRetry={() => void refetch()} />}
      {!list && !error && (
        <Stack gap={2} aria-busy>
          {[0, 1, 2, 3].map((key) => (
            <Skeleton key={key} h={64} radius={2} />
          ))}
        </Stack>
      )}
      {list && list.totalCount === 0 && (
        <Empty icon={<IconBellOff size={28} stroke={1.5} />} title="No news">
          When a submission is scored, an event opens or somebody invites you, it is listed here.
        </Empty>
      )}
      {list && list.rows.length > 0 && (
        <ul className={classes['list']}>
          {list.rows.map((notification) => (
            <NotificationRow
              key={notification.id}
              notification={notification}
              onRead={() => void markRead({ variables: { input: { ids: [notification.id] } } }).catch(() => undefined)}
            />
          ))}
        </ul>
      )}
      {list && (
        <Pager
          offset={offset}
          pageSize={pageSize}
          totalCount={list.totalCount}
          onMove={(next) => setParams(next === 0 ? {} : { offset: String(next) })}
        />
      )}
    </Page>
  );
}
