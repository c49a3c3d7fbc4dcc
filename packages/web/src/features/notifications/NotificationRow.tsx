import { Anchor, Button, Text } from '@mantine/core';
import { IconClipboardList, IconCode, IconTrophy, IconUser, IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { graphql } from '../../gql/gql.ts';
import type { NotificationKind, NotificationRow_NotificationFragment } from '../../gql/graphql.ts';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { kindWords } from './kind-words.ts';
import classes from './NotificationRow.module.css';

graphql(`
  fragment NotificationRow_notification on Notification {
    id
    kind
    title
    body
    path
    createdAt
    isRead
  }
`);

const icons: Record<NotificationKind, typeof IconUser> = {
  ACCOUNT: IconUser,
  TEAM: IconUsers,
  EVENT: IconTrophy,
  SUBMISSION: IconCode,
  ORGANISER: IconClipboardList,
};

interface Props {
  notification: NotificationRow_NotificationFragment;
  onRead: () => void;
}

/** One line of news: what, when, and where it leads. Following it marks it as read. */
export function NotificationRow({ notification, onRead }: Props) {
  const { kind, title, body, path, createdAt, isRead } = notification;
  const Icon = icons[kind];
  return (
    <li className={classes['row']} data-unread={!isRead || undefined} data-testid="notification">
      <Icon size={18} stroke={1.6} aria-label={kindWords[kind].title} className={classes['icon'] ?? ''} />
      <div className={classes['words']}>
        <div className={classes['title']}>
          {!isRead && <span className={classes['hidden']}>Unread: </span>}
          {path === null ? (
            title
          ) : (
            <Anchor component={Link} to={path} onClick={isRead ? undefined : onRead} inherit>
              {title}
            </Anchor>
          )}
        </div>
        {body !== '' && (
          <Text size="sm" className={classes['body'] ?? ''}>
            {body}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          <TimeAgo at={createdAt} />
        </Text>
      </div>
      {!isRead && (
        <Button variant="subtle" size="compact-xs" onClick={onRead} aria-label={`Mark as read: ${title}`}>
          Mark as read
        </Button>
      )}
    </li>
  );
}
