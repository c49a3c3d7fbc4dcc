import { Anchor, Badge, Checkbox, Text } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import type { UsersTable_UserFragment } from '../../gql/graphql.ts';
import { dateWords } from '../../lib/time-words.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { UserActions } from './UserActions.tsx';
import { UserStateBadge } from './UserStateBadge.tsx';

graphql(`
  fragment UsersTable_user on User {
    id
    username
    displayName
    firstName
    lastName
    email
    emailConfirmedAt
    state
    mustChangePassword
    isAdmin
    hiddenNotes
    createdAt
  }
`);

export type ListedUser = UsersTable_UserFragment;

interface Props {
  users: readonly ListedUser[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onChanged: (words: string) => void;
}

/** Accounts with what can be done to each, and to those that are ticked. */
export function UsersTable({ users, chosen, onChoose, onChanged }: Props) {
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  const areAll = users.length > 0 && users.every(({ id }) => chosen.has(id));
  return (
    <DataTable label="Users">
      <thead>
        <tr>
          <th scope="col">user</th>
          <th scope="col">
            <Checkbox
              size="md"
              aria-label="All on this page"
              checked={areAll}
              indeterminate={!areAll && users.some(({ id }) => chosen.has(id))}
              onChange={() => onChoose(areAll ? new Set() : new Set(users.map(({ id }) => id)))}
            />
          </th>
          <th scope="col">name</th>
          <th scope="col">e-mail</th>
          <th scope="col">state</th>
          <th scope="col" data-numeric>
            signed up
          </th>
          <th scope="col">notes</th>
          <th scope="col">actions</th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id} data-testid="user-row" data-user={user.username} data-state={user.state}>
            <th scope="row">
              {user.state === 'DELETED' ? (
                user.username
              ) : (
                <Anchor component={Link} to={paths.user(user.username)} size="sm">
                  {user.username}
                </Anchor>
              )}{' '}
              {user.isAdmin && (
                <Badge size="xs" variant="outline" tt="none">
                  site admin
                </Badge>
              )}
            </th>
            <td>
              <Checkbox
                size="md"
                aria-label={`Choose ${user.username}`}
                checked={chosen.has(user.id)}
                onChange={() => toggle(user.id)}
              />
            </td>
            <td title={[user.firstName, user.lastName].filter(Boolean).join(' ') || undefined}>{user.displayName}</td>
            <td>
              {user.state === 'DELETED' ? '–' : user.email}
              {user.emailConfirmedAt && (
                <Text span size="xs" c="dimmed" title={`confirmed ${dateWords(user.emailConfirmedAt)}`}>
                  {' '}
                  ✓ confirmed
                </Text>
              )}
            </td>
            <td>
              {user.state && <UserStateBadge state={user.state} />}
              {user.mustChangePassword && user.state === 'ACTIVE' && (
                <Text size="xs" c="dimmed">
                  has the generated password still
                </Text>
              )}
            </td>
            <td data-numeric>{user.createdAt && <TimeAgo at={user.createdAt} />}</td>
            <td title={user.hiddenNotes ?? undefined}>
              {user.hiddenNotes && <IconNote size={16} role="img" aria-label={`Notes: ${user.hiddenNotes}`} />}
            </td>
            <td>
              <UserActions user={user} onChanged={onChanged} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
