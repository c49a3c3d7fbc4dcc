import { paths } from './paths.ts';

/** A group of pages with a row of tabs of its own. */
export interface Area {
  label: string;
  /** `isExact`: what lies below its address belongs to other tabs. */
  tabs: { to: string; word: string; isExact?: boolean }[];
}

/** What site admins look after. */
export const adminArea: Area = {
  label: 'Administration',
  tabs: [
    { to: paths.adminEvents(), word: 'Events' },
    { to: paths.queue(), word: 'Queue' },
    { to: paths.users(), word: 'Users' },
    { to: paths.adminProblems(), word: 'Problems' },
    { to: paths.workers(), word: 'Workers' },
    { to: paths.mails(), word: 'Mails' },
    { to: paths.audit(), word: 'Audit log' },
  ],
};

/** What everybody looks after for themselves. */
export const accountArea: Area = {
  label: 'Your account',
  tabs: [
    { to: paths.profile(), word: 'Profile' },
    { to: paths.password(), word: 'Password' },
    { to: paths.sessions(), word: 'Sessions' },
    { to: paths.accessTokens(), word: 'Access tokens' },
    { to: paths.myTeams(), word: 'Teams' },
    { to: paths.myEventRequests(), word: 'Event requests' },
    { to: paths.notificationPreferences(), word: 'Notifications' },
    { to: paths.ownData(), word: 'Export & delete' },
  ],
};

/** What the people who run an event look after. */
export const manageArea = (slug: string): Area => ({
  label: 'Manage',
  tabs: [
    { to: paths.manage(slug), word: 'Settings', isExact: true },
    { to: paths.people(slug), word: 'People' },
    { to: paths.eventInvitations(slug), word: 'Invitations' },
    { to: paths.eventQueue(slug), word: 'Queue' },
    { to: paths.manageTeams(slug), word: 'Teams' },
    { to: paths.rescoring(slug), word: 'Rescoring' },
    { to: paths.similarity(slug), word: 'Similar code' },
    { to: paths.statistics(slug), word: 'Statistics' },
    { to: paths.whoSeesWhat(slug), word: 'Who sees what' },
    { to: paths.settingHistory(slug), word: 'History' },
    { to: paths.eventAudit(slug), word: 'Audit log' },
  ],
});
