import { type ComponentType, lazy } from 'react';

type Load<Props> = () => Promise<ComponentType<Props>>;

const later: Load<never>[] = [];

/** A page that is fetched when first shown, or once the browser has nothing better to do. */
function page<Props extends object>(load: Load<Props>) {
  later.push(load as unknown as Load<never>);
  return lazy(async () => ({ default: await load() }));
}

export const SignInPage = page(async () => (await import('../features/auth/SignInPage.tsx')).SignInPage);
export const SignUpPage = page(async () => (await import('../features/auth/SignUpPage.tsx')).SignUpPage);
export const ForgotPasswordPage = page(
  async () => (await import('../features/auth/ForgotPasswordPage.tsx')).ForgotPasswordPage,
);
export const ResetPasswordPage = page(
  async () => (await import('../features/auth/ResetPasswordPage.tsx')).ResetPasswordPage,
);
export const ConfirmEmailPage = page(
  async () => (await import('../features/auth/ConfirmEmailPage.tsx')).ConfirmEmailPage,
);
export const ChooseOwnPasswordPage = page(
  async () => (await import('../features/auth/ChooseOwnPasswordPage.tsx')).ChooseOwnPasswordPage,
);
export const AskForEventPage = page(
  async () => (await import('../features/event-requests/AskForEventPage.tsx')).AskForEventPage,
);
export const MyEventRequestsPage = page(
  async () => (await import('../features/event-requests/MyEventRequestsPage.tsx')).MyEventRequestsPage,
);
export const EventRequestsPage = page(
  async () => (await import('../features/event-requests/EventRequestsPage.tsx')).EventRequestsPage,
);
export const InstancePage = page(
  async () => (await import('../features/instance-pages/InstancePage.tsx')).InstancePage,
);
export const ProfilePage = page(async () => (await import('../features/account/ProfilePage.tsx')).ProfilePage);
export const PasswordPage = page(async () => (await import('../features/account/PasswordPage.tsx')).PasswordPage);
export const SessionsPage = page(async () => (await import('../features/account/SessionsPage.tsx')).SessionsPage);
export const AccessTokensPage = page(
  async () => (await import('../features/account/AccessTokensPage.tsx')).AccessTokensPage,
);
export const OwnDataPage = page(async () => (await import('../features/account/OwnDataPage.tsx')).OwnDataPage);
export const UserPage = page(async () => (await import('../features/users/UserPage.tsx')).UserPage);
export const UsersPage = page(async () => (await import('../features/users/UsersPage.tsx')).UsersPage);
export const OverviewPage = page(async () => (await import('../features/events/OverviewPage.tsx')).OverviewPage);
export const SubmitPage = page(async () => (await import('../features/submissions/SubmitPage.tsx')).SubmitPage);
export const MySubmissionsPage = page(
  async () => (await import('../features/submissions/MySubmissionsPage.tsx')).MySubmissionsPage,
);
export const SubmissionPage = page(
  async () => (await import('../features/submissions/SubmissionPage.tsx')).SubmissionPage,
);
export const LeaderboardPage = page(
  async () => (await import('../features/leaderboard/LeaderboardPage.tsx')).LeaderboardPage,
);
export const ProblemBoardPage = page(
  async () => (await import('../features/leaderboard/ProblemBoardPage.tsx')).ProblemBoardPage,
);
export const ChartsPage = page(async () => (await import('../features/charts/ChartsPage.tsx')).ChartsPage);
export const EnsemblePage = page(async () => (await import('../features/ensemble/EnsemblePage.tsx')).EnsemblePage);
export const TeamPage = page(async () => (await import('../features/teams/TeamPage.tsx')).TeamPage);
export const MyTeamsPage = page(async () => (await import('../features/teams/MyTeamsPage.tsx')).MyTeamsPage);
export const ManageTeamsPage = page(
  async () => (await import('../features/teams/ManageTeamsPage.tsx')).ManageTeamsPage,
);
export const FinalResultPage = page(
  async () => (await import('../features/final/FinalResultPage.tsx')).FinalResultPage,
);
export const RescoringPage = page(async () => (await import('../features/rescoring/RescoringPage.tsx')).RescoringPage);
export const QueuePage = page(async () => (await import('../features/submissions/queue/QueuePage.tsx')).QueuePage);
export const AuditPage = page(async () => (await import('../features/audit/AuditPage.tsx')).AuditPage);
export const NotificationsPage = page(
  async () => (await import('../features/notifications/NotificationsPage.tsx')).NotificationsPage,
);
export const PreferencesPage = page(
  async () => (await import('../features/notifications/PreferencesPage.tsx')).PreferencesPage,
);
export const UnsubscribePage = page(
  async () => (await import('../features/notifications/UnsubscribePage.tsx')).UnsubscribePage,
);
export const StatisticsPage = page(
  async () => (await import('../features/statistics/StatisticsPage.tsx')).StatisticsPage,
);
export const UserImportPage = page(
  async () => (await import('../features/user-import/UserImportPage.tsx')).UserImportPage,
);
export const MailsPage = page(async () => (await import('../features/mails/MailsPage.tsx')).MailsPage);
export const SimilarityPage = page(
  async () => (await import('../features/similarity/SimilarityPage.tsx')).SimilarityPage,
);
export const RulesPage = page(async () => (await import('../features/events/RulesPage.tsx')).RulesPage);
export const SettingsPage = page(async () => (await import('../features/organising/SettingsPage.tsx')).SettingsPage);
export const SettingHistoryPage = page(
  async () => (await import('../features/organising/SettingHistoryPage.tsx')).SettingHistoryPage,
);
export const PeoplePage = page(async () => (await import('../features/organising/PeoplePage.tsx')).PeoplePage);
export const EventInvitationsPage = page(
  async () => (await import('../features/organising/InvitationsPage.tsx')).InvitationsPage,
);
export const VisibilityPage = page(
  async () => (await import('../features/organising/VisibilityPage.tsx')).VisibilityPage,
);
export const AdminEventsPage = page(
  async () => (await import('../features/organising/AdminEventsPage.tsx')).AdminEventsPage,
);
export const NewEventPage = page(async () => (await import('../features/organising/NewEventPage.tsx')).NewEventPage);
export const InvitationPage = page(
  async () => (await import('../features/invitations/InvitationPage.tsx')).InvitationPage,
);
export const WorkersPage = page(async () => (await import('../features/workers/WorkersPage.tsx')).WorkersPage);
export const DataAndKitPage = page(
  async () => (await import('../features/problems/DataAndKitPage.tsx')).DataAndKitPage,
);
export const NotebookPage = page(async () => (await import('../features/problems/NotebookPage.tsx')).NotebookPage);
export const ProblemListPage = page(
  async () => (await import('../features/problems/ProblemListPage.tsx')).ProblemListPage,
);
export const ProblemPage = page(async () => (await import('../features/problems/ProblemPage.tsx')).ProblemPage);
export const AdminProblemsPage = page(
  async () => (await import('../features/problems/AdminProblemsPage.tsx')).AdminProblemsPage,
);
export const AdminProblemPage = page(
  async () => (await import('../features/problems/AdminProblemPage.tsx')).AdminProblemPage,
);
export const PublishKitPage = page(
  async () => (await import('../features/problems/PublishKitPage.tsx')).PublishKitPage,
);

/** Fetches the remaining pages while the reader looks at the first, so that no click waits for code. */
export function fetchPagesWhenIdle(): void {
  const whenIdle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_000));
  // A page that cannot be fetched now is fetched again when it is shown.
  whenIdle(() => void Promise.allSettled(later.map((load) => load())));
}
