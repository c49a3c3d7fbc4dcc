import { useQuery, useSubscription } from '@apollo/client/react';
import { ActionIcon, Indicator } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { Announcer } from '../../ui/Announcer.tsx';

const UNREAD = graphql(`
  query UnreadNotifications {
    notifications(first: 0) {
      unreadCount
    }
  }
`);

const CHANGED = graphql(`
  subscription NotificationsChanged {
    notificationsChanged {
      unreadCount
      newest {
        id
        title
      }
    }
  }
`);

/** The way to the reader's news, with how many are unread; live, and silent for visitors and whoever must choose a password first. */
export function NotificationBell() {
  const viewer = useViewer();
  return viewer && !viewer.mustChangePassword ? <Bell key={viewer.id} /> : null;
}

function Bell() {
  const { data } = useQuery(UNREAD);
  const [said, setSaid] = useState('');
  const unread = data?.notifications.unreadCount ?? 0;
  useSubscription(CHANGED, {
    ignoreResults: true,
    onData: ({ client, data: { data: changed } }) => {
      if (!changed) return;
      const { unreadCount, newest } = changed.notificationsChanged;
      const before = client.readQuery({ query: UNREAD })?.notifications.unreadCount;
      client.writeQuery({ query: UNREAD, data: { notifications: { unreadCount } } });
      if (before === undefined || before === unreadCount) return;
      if (newest && unreadCount > before) setSaid(`News: ${newest.title}`);
      void client.refetchQueries({ include: ['Notifications'] });
    },
  });
  return (
    <>
      <Indicator label={unread > 99 ? '99+' : unread} size={16} offset={5} color="red" disabled={unread === 0}>
        <ActionIcon
          component={Link}
          to={paths.notifications()}
          variant="subtle"
          color="gray"
          size={34}
          aria-label={unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`}
          data-testid="bell"
          data-unread={unread}
        >
          <IconBell size={18} stroke={1.6} />
        </ActionIcon>
      </Indicator>
      <Announcer text={said} />
    </>
  );
}
