import { createBrowserRouter, Navigate } from 'react-router';
import { EventListPage } from '../features/events/EventListPage.tsx';
import { AreaRoute } from './AreaRoute.tsx';
import { accountArea, adminArea, manageArea } from './areas.ts';
import { EventRoute } from './EventRoute.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import {
  AccessTokensPage,
  AdminProblemPage,
  AdminProblemsPage,
  AuditPage,
  ChartsPage,
  ConfirmEmailPage,
  DataAndKitPage,
  EnsemblePage,
  FinalResultPage,
  ForgotPasswordPage,
  LeaderboardPage,
  MailsPage,
  ManageTeamsPage,
  MySubmissionsPage,
  MyTeamsPage,
  NotebookPage,
  NotificationsPage,
  OverviewPage,
  OwnDataPage,
  PasswordPage,
  PreferencesPage,
  ProblemListPage,
  ProblemPage,
  ProfilePage,
  PublishKitPage,
  QueuePage,
  RescoringPage,
  ResetPasswordPage,
  SessionsPage,
  SignInPage,
  SignUpPage,
  SimilarityPage,
  StatisticsPage,
  SubmitPage,
  TeamPage,
  UnsubscribePage,
  UserImportPage,
  UserPage,
  UsersPage,
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
          { path: '/forgot-password', element: <ForgotPasswordPage /> },
          { path: '/reset-password', element: <ResetPasswordPage /> },
          { path: '/confirm-email', element: <ConfirmEmailPage /> },
          {
            path: '/events/:slug',
            element: <EventRoute />,
            children: [
              { index: true, element: <OverviewPage /> },
              { path: 'kit', element: <DataAndKitPage /> },
              { path: 'notebook', element: <NotebookPage /> },
              { path: 'submit', element: <SubmitPage /> },
              { path: 'submissions', element: <MySubmissionsPage /> },
              { path: 'team', element: <TeamPage /> },
              { path: 'result', element: <FinalResultPage /> },
              { path: 'leaderboard', element: <LeaderboardPage /> },
              { path: 'charts', element: <ChartsPage /> },
              { path: 'ensemble', element: <EnsemblePage /> },
              {
                path: 'manage',
                element: <AreaRoute area={manageArea} />,
                children: [
                  { index: true, element: <Navigate to="queue" replace /> },
                  { path: 'queue', element: <QueuePage /> },
                  { path: 'teams', element: <ManageTeamsPage /> },
                  { path: 'rescoring', element: <RescoringPage /> },
                  { path: 'similarity', element: <SimilarityPage /> },
                  { path: 'statistics', element: <StatisticsPage /> },
                  { path: 'audit', element: <AuditPage /> },
                ],
              },
            ],
          },
          { path: '/users/:username', element: <UserPage notFound={<NotFoundPage />} /> },
          { path: '/notifications', element: <NotificationsPage /> },
          {
            path: '/account',
            element: <AreaRoute area={accountArea} />,
            children: [
              { index: true, element: <Navigate to="profile" replace /> },
              { path: 'profile', element: <ProfilePage /> },
              { path: 'password', element: <PasswordPage /> },
              { path: 'sessions', element: <SessionsPage /> },
              { path: 'tokens', element: <AccessTokensPage /> },
              { path: 'teams', element: <MyTeamsPage /> },
              { path: 'notifications', element: <PreferencesPage /> },
              { path: 'data', element: <OwnDataPage /> },
            ],
          },
          { path: '/unsubscribe', element: <UnsubscribePage /> },
          { path: '/problems', element: <ProblemListPage /> },
          { path: '/problems/:name', element: <ProblemPage notFound={<NotFoundPage />} /> },
          { path: '/submissions/:id', element: <SubmissionRoute /> },
          {
            path: '/admin',
            element: <AreaRoute area={adminArea} />,
            children: [
              { index: true, element: <Navigate to="queue" replace /> },
              { path: 'queue', element: <QueuePage /> },
              { path: 'users', element: <UsersPage /> },
              { path: 'users/import', element: <UserImportPage /> },
              { path: 'problems', element: <AdminProblemsPage /> },
              { path: 'problems/:name', element: <AdminProblemPage /> },
              { path: 'publish', element: <PublishKitPage /> },
              { path: 'workers', element: <WorkersPage /> },
              { path: 'mails', element: <MailsPage /> },
              { path: 'audit', element: <AuditPage /> },
            ],
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
