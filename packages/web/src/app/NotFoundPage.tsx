import { Button } from '@mantine/core';
import { IconMapPinOff } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { useViewer } from '../lib/use-viewer.ts';
import { Empty } from '../ui/Empty.tsx';
import { Page } from '../ui/Page.tsx';
import { paths } from './paths.ts';

/** Nothing at this address, or nothing for this reader: private things answer alike in both cases. */
export function NotFoundPage() {
  const viewer = useViewer();
  const { pathname } = useLocation();
  return (
    <Page title="Not found">
      <Empty
        icon={<IconMapPinOff size={28} stroke={1.5} />}
        title="Nothing here"
        action={
          <>
            {viewer === null && (
              <Button component={Link} to={paths.signIn(pathname)}>
                Sign in
              </Button>
            )}
            <Button component={Link} to={paths.events()} variant="default">
              All events
            </Button>
          </>
        }
      >
        This page does not exist, or it is not open to you{viewer === null ? ' unless you sign in' : ''}.
      </Empty>
    </Page>
  );
}
