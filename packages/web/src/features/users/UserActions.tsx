import { useMutation } from '@apollo/client/react';
import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { errorWords } from '../../lib/error-words.ts';
import { useViewer } from '../../lib/use-viewer.ts';
import { ConfirmModal } from '../../ui/ConfirmModal.tsx';
import { NotesModal } from './NotesModal.tsx';
import type { ListedUser } from './UsersTable.tsx';
import { type Move, useMoveUsers } from './use-move-users.ts';

const SET_ADMIN = graphql(`
  mutation SetUserAdmin($input: SetUserAdminInput!) {
    setUserAdmin(input: $input) {
      user {
        id
        isAdmin
      }
      refusal {
        message
      }
    }
  }
`);

type Asked = Move | 'admin' | 'notes';

/** What can be done to one account. */
export function UserActions({ user, onChanged }: { user: ListedUser; onChanged: (words: string) => void }) {
  const viewer = useViewer();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [setAdmin] = useMutation(SET_ADMIN);
  const [refused, setRefused] = useState<string | null>(null);
  const { move, trouble } = useMoveUsers(onChanged);
  const appoint = async () => {
    setRefused(null);
    try {
      const input = { userId: user.id, isAdmin: !user.isAdmin };
      const answer = (await setAdmin({ variables: { input } })).data?.setUserAdmin;
      if (answer?.refusal) setRefused(answer.refusal.message);
      else onChanged(`${user.username} is ${user.isAdmin ? 'no site admin any more' : 'a site admin now'}.`);
    } catch (failure) {
      setRefused(errorWords(failure));
    }
  };
  const { state } = user;
  if (state === 'DELETED') return null;
  const waits = state === 'ASKED' || state === 'UNCONFIRMED';
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${user.username}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {waits && <Menu.Item onClick={() => void move('approve', [user.id])}>Approve</Menu.Item>}
          {state === 'DISABLED' && <Menu.Item onClick={() => void move('enable', [user.id])}>Enable again</Menu.Item>}
          {state === 'ACTIVE' && (
            <Menu.Item onClick={() => setAsked('admin')}>
              {user.isAdmin ? 'Take site admin rights' : 'Make a site admin'}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => setAsked('notes')}>Notes</Menu.Item>
          <Menu.Item component={Link} to={`${paths.audit()}?subject=${user.id}`}>
            Audit log
          </Menu.Item>
          {state !== 'DISABLED' && viewer?.id !== user.id && (
            <Menu.Item color="red" onClick={() => setAsked('disable')}>
              Disable
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {(trouble ?? refused) !== null && (
        <Text size="xs" c="var(--db-bad)" role="alert">
          {trouble ?? refused}
        </Text>
      )}
      <ConfirmModal
        isOpen={asked === 'disable'}
        title={`Disable ${user.username}?`}
        confirmWord="Disable"
        onConfirm={() => void move('disable', [user.id])}
        onClose={() => setAsked(null)}
      >
        Sessions and access tokens end at once, and nobody can sign in until the account is enabled again. Submissions
        stay.
      </ConfirmModal>
      <ConfirmModal
        isOpen={asked === 'admin'}
        title={user.isAdmin ? `Take site admin rights from ${user.username}?` : `Make ${user.username} a site admin?`}
        confirmWord={user.isAdmin ? 'Take the rights' : 'Make a site admin'}
        isHarmless={!user.isAdmin}
        onConfirm={() => void appoint()}
        onClose={() => setAsked(null)}
      >
        {user.isAdmin
          ? 'The account goes on as a participant’s.'
          : 'Site admins see and do everything, hidden scores and other accounts included.'}
      </ConfirmModal>
      {asked === 'notes' && <NotesModal user={user} onClose={() => setAsked(null)} onSaved={onChanged} />}
    </>
  );
}
