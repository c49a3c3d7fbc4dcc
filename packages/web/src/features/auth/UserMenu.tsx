import { useMutation } from '@apollo/client/react';
import { Button, Group, Menu, Skeleton, Text } from '@mantine/core';
import { IconChevronDown, IconLogout, IconServer2, IconUser } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from 'react-router';
import { paths } from '../../app/paths.ts';
import { graphql } from '../../gql/gql.ts';
import { restartSession } from '../../lib/apollo.ts';
import { useViewer } from '../../lib/use-viewer.ts';

const SIGN_OUT = graphql(`
  mutation SignOut {
    signOut
  }
`);

/** The right end of the bar: ways in for a visitor, the name and the way out for a user. */
export function UserMenu() {
  const viewer = useViewer();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [signOut] = useMutation(SIGN_OUT);

  if (viewer === undefined) return <Skeleton w={90} h={30} />;
  if (viewer === null) {
    const backTo = pathname.startsWith('/sign-') ? undefined : pathname;
    return (
      <Group gap={6} wrap="nowrap">
        <Button component={Link} to={paths.signIn(backTo)} variant="subtle" color="gray" size="xs">
          Sign in
        </Button>
        <Button component={Link} to={paths.signUp(backTo)} size="xs">
          Sign up
        </Button>
      </Group>
    );
  }

  const leave = async () => {
    await signOut().catch(() => undefined);
    await navigate(paths.events());
    await restartSession();
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          rightSection={<IconChevronDown size={14} />}
          aria-label={`Account of ${viewer.username}`}
          maw={{ base: 140, xs: 280 }}
        >
          <Text span inherit truncate>
            {viewer.username}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={550} c="var(--mantine-color-text)">
            {viewer.displayName}
          </Text>
          {viewer.isAdmin ? 'site admin' : `@${viewer.username}`}
        </Menu.Label>
        <Menu.Divider />
        {!viewer.mustChangePassword && (
          <Menu.Item component={Link} to={paths.account()} leftSection={<IconUser size={16} stroke={1.6} />}>
            Your account
          </Menu.Item>
        )}
        {viewer.isAdmin && !viewer.mustChangePassword && (
          <Menu.Item component={Link} to={paths.admin()} leftSection={<IconServer2 size={16} stroke={1.6} />}>
            Administration
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
