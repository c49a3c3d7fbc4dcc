import { Suspense } from 'react';
import { Outlet, useParams } from 'react-router';
import { EventShell } from '../features/events/EventShell.tsx';
import { useLiveBoard } from '../features/leaderboard/use-live-board.ts';
import { MyInvitations } from '../features/teams/MyInvitations.tsx';
import { useViewer } from '../lib/use-viewer.ts';
import { PageSkeleton } from '../ui/PageSkeleton.tsx';
import classes from './EventRoute.module.css';
import { NotFoundPage } from './NotFoundPage.tsx';

/** Puts an event's pages under its header; the board is followed from here, so that the header's rank moves on every tab. */
export function EventRoute() {
  const { slug = '' } = useParams();
  useLiveBoard(slug);
  const viewer = useViewer();
  return (
    <EventShell slug={slug} notFound={<NotFoundPage />}>
      {viewer && (
        <div className={classes['invitations']}>
          <MyInvitations eventSlug={slug} />
        </div>
      )}
      <Suspense fallback={<PageSkeleton />}>
        <Outlet />
      </Suspense>
    </EventShell>
  );
}
