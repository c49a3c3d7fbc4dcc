const segment = encodeURIComponent;

/** Every address of the product, built in one place; features link through here and nowhere else. */
export const paths = {
  events: () => '/',
  archive: () => '/?archived=1',
  signIn: (backTo?: string) => (backTo && backTo !== '/' ? `/sign-in?back=${segment(backTo)}` : '/sign-in'),
  signUp: (backTo?: string) => (backTo && backTo !== '/' ? `/sign-up?back=${segment(backTo)}` : '/sign-up'),
  forgotPassword: () => '/forgot-password',
  resetPassword: () => '/reset-password',
  confirmEmail: () => '/confirm-email',
  choosePassword: (backTo?: string) =>
    backTo && backTo !== '/' ? `/choose-password?back=${segment(backTo)}` : '/choose-password',
  unsubscribe: () => '/unsubscribe',
  /** Leaves the pages for the identity provider. */
  oidcStart: (backTo: string) => `/auth/oidc/start?back=${segment(backTo)}`,
  user: (username: string) => `/users/${segment(username)}`,
  account: () => '/account',
  profile: () => '/account/profile',
  password: () => '/account/password',
  sessions: () => '/account/sessions',
  accessTokens: () => '/account/tokens',
  myEventRequests: () => '/account/event-requests',
  ownData: () => '/account/data',
  event: (slug: string) => `/events/${segment(slug)}`,
  kit: (slug: string) => `/events/${segment(slug)}/kit`,
  notebook: (slug: string) => `/events/${segment(slug)}/notebook`,
  submit: (slug: string) => `/events/${segment(slug)}/submit`,
  mySubmissions: (slug: string) => `/events/${segment(slug)}/submissions`,
  team: (slug: string) => `/events/${segment(slug)}/team`,
  result: (slug: string) => `/events/${segment(slug)}/result`,
  manageTeams: (slug: string) => `/events/${segment(slug)}/manage/teams`,
  myTeams: () => '/account/teams',
  leaderboard: (slug: string) => `/events/${segment(slug)}/leaderboard`,
  charts: (slug: string) => `/events/${segment(slug)}/charts`,
  ensemble: (slug: string) => `/events/${segment(slug)}/ensemble`,
  rules: (slug: string) => `/events/${segment(slug)}/rules`,
  invitation: (token: string) => `/invitations#${token}`,
  manage: (slug: string) => `/events/${segment(slug)}/manage`,
  similarity: (slug: string) => `/events/${segment(slug)}/manage/similarity`,
  rescoring: (slug: string) => `/events/${segment(slug)}/manage/rescoring`,
  eventQueue: (slug: string) => `/events/${segment(slug)}/manage/queue`,
  queue: () => '/admin/queue',
  statistics: (slug: string) => `/events/${segment(slug)}/manage/statistics`,
  eventAudit: (slug: string) => `/events/${segment(slug)}/manage/audit`,
  problems: (keyword?: string) => (keyword ? `/problems?keyword=${segment(keyword)}` : '/problems'),
  problem: (name: string) => `/problems/${segment(name)}`,
  problemBoard: (name: string) => `/problems/${segment(name)}/board`,
  instancePage: (slug: string) => `/pages/${segment(slug)}`,
  askForEvent: (problemName: string) => `/problems/${segment(problemName)}/ask`,
  adminProblems: () => '/admin/problems',
  adminProblem: (name: string) => `/admin/problems/${segment(name)}`,
  publishKit: (name?: string) => (name ? `/admin/publish?name=${segment(name)}` : '/admin/publish'),
  /** Of an event's slug or a version's id; the api serves it, not a page. */
  kitDownload: (name: string) => `/kits/${segment(name)}.zip`,
  /** What the paths of pictures in a kit's texts are below. */
  kitPictures: (name: string) => `/kits/${segment(name)}/files/`,
  settingHistory: (slug: string) => `/events/${segment(slug)}/manage/history`,
  people: (slug: string) => `/events/${segment(slug)}/manage/people`,
  eventInvitations: (slug: string) => `/events/${segment(slug)}/manage/invitations`,
  whoSeesWhat: (slug: string) => `/events/${segment(slug)}/manage/visibility`,
  admin: () => '/admin',
  userImport: () => '/admin/users/import',
  adminEvents: () => '/admin/events',
  newEvent: (problemVersionId?: string) =>
    problemVersionId ? `/admin/events/new?version=${segment(problemVersionId)}` : '/admin/events/new',
  eventRequests: () => '/admin/events/requests',
  acceptEventRequest: (id: string) => `/admin/events/new?request=${segment(id)}`,
  audit: () => '/admin/audit',
  mails: () => '/admin/mails',
  workers: () => '/admin/workers',
  users: () => '/admin/users',
  notifications: () => '/notifications',
  notificationPreferences: () => '/account/notifications',
  submissionZip: (id: string) => `/submissions/${segment(id)}.zip`,
  submission: (id: string) => `/submissions/${segment(id)}`,
};

/** The page to return to after signing in; only ever one of ours, whatever the address bar says. */
export function backFrom(search: string): string {
  const wanted = new URLSearchParams(search).get('back');
  return wanted?.startsWith('/') && !wanted.startsWith('//') && !wanted.includes('\\') ? wanted : paths.events();
}
