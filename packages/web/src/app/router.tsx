import { createBrowserRouter, Navigate } from 'react-router';
import { EventListPage } from '../features/events/EventListPage.tsx';
import { AreaRoute } from './AreaRoute.tsx';
import { adminArea, manageArea } from './areas.ts';
import { EventRoute } from './EventRoute.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import {
  AuditPage,
  LeaderboardPage,
  MySubmissionsPage,
  NotificationsPage,
  OverviewPage,
  PreferencesPage,
  QueuePage,
  RescoringPage,
  SignInPage,
  SignUpPage,
  StatisticsPage,
  SubmitPage,
  UnsubscribePage,
  WorkersPage,
} from './pages.tsx';
import { RouteError } from './RouteError.tsx';
import { Shell } from './Shell.tsx';
import { SubmissionRoute } from './SubmissionRoute.tsx';

/** Path → page. Addresses are built in `paths.ts`; the two change together. */
export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <RouteError />,
    children: [
      {
        errorElement: <RouteError />,
        children: [
          { path: '/', element: <EventListPage /> },
          { path: '/sign-in', element: <SignInPage /> },
          { path: '/sign-up', element: <SignUpPage /> },
          {
            path: '/events/:slug',
            element: <EventRoute />,
            children: [
              { index: true, element: <OverviewPage /> },
              { path: 'submit', element: <SubmitPage /> },
              { path: 'submissions', element: <MySubmissionsPage /> },
              { path: 'leaderboard', element: <LeaderboardPage /> },
              {
                path: 'manage',
                element: <AreaRoute area={manageArea} />,
                children: [
                  { index: true, element: <Navigate to="queue" replace /> },
                  { path: 'queue', element: <QueuePage /> },
                  { path: 'rescoring', element: <RescoringPage /> },
                  { path: 'statistics', element: <StatisticsPage /> },
                  { path: 'audit', element: <AuditPage /> },
                ],
              },
            ],
          },
          { path: '/notifications', element: <NotificationsPage /> },
          { path: '/account/notifications', element: <PreferencesPage /> },
          { path: '/unsubscribe', element: <UnsubscribePage /> },
          { path: '/submissions/:id', element: <SubmissionRoute /> },
          {
            path: '/admin',
            element: <AreaRoute area={adminArea} />,
            children: [
              { index: true, element: <Navigate to="queue" replace /> },
              { path: 'queue', element: <QueuePage /> },
              { path: 'workers', element: <WorkersPage /> },
              { path: 'audit', element: <AuditPage /> },
            ],
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
