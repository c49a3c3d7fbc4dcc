import { Anchor, Group } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { Link, NavLink, Outlet, ScrollRestoration } from 'react-router';
import { AccountNotice } from '../features/auth/AccountNotice.tsx';
import { UserMenu } from '../features/auth/UserMenu.tsx';
import { InstanceFooter } from '../features/instance-pages/InstanceFooter.tsx';
import { NotificationBell } from '../features/notifications/NotificationBell.tsx';
import { Logo } from '../ui/Logo.tsx';
import { PageSkeleton } from '../ui/PageSkeleton.tsx';
import { ColorSchemeSwitch } from './ColorSchemeSwitch.tsx';
import { PasswordGate } from './PasswordGate.tsx';
import { fetchPagesWhenIdle } from './pages.tsx';
import { paths } from './paths.ts';
import classes from './Shell.module.css';

/** What surrounds every page: the bar at the top, the place where pages appear, and what the operator says. */
export function Shell() {
  useEffect(fetchPagesWhenIdle, []);
  return (
    <div className={classes['shell']}>
      <a href="#content" className={classes['skip']}>
        Skip to content
      </a>
      <header className={classes['header']}>
        <div className={classes['inner']}>
          <Group gap="lg" wrap="nowrap">
            <Link to={paths.events()} className={classes['home']} aria-label="Databoard, all events">
              <Logo />
            </Link>
            <Group component="nav" gap="md" wrap="nowrap" aria-label="Main">
              <Anchor component={NavLink} to={paths.events()} end className={classes['link']} underline="never">
                Events
              </Anchor>
              <Anchor component={NavLink} to={paths.problems()} className={classes['link']} underline="never">
                Problems
              </Anchor>
            </Group>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ColorSchemeSwitch />
            <NotificationBell />
            <UserMenu />
          </Group>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={classes['content']}>
        <AccountNotice />
        <PasswordGate>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </PasswordGate>
      </main>
      <InstanceFooter />
      <ScrollRestoration />
    </div>
  );
}
