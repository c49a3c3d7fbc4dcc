import {
  anyone,
  both,
  either,
  nobody,
  organisers,
  ownTeam,
  seesEvent,
  signedIn,
  siteAdmins,
  withSession,
} from './roles.js';
import { type RootRight, right } from './root-right.js';

const beforeOwnPassword = { isOpenBeforeOwnPassword: true };

/** Who may ask which query. */
export const queryRights: Record<string, RootRight> = {
  auditLog: right(organisers, ({ slug }) => ({ eventSlug: slug, first: 1, offset: 0 })),
  event: right(seesEvent, ({ slug }) => ({ slug })),
  // Asked by somebody of that team.
  eventRequest: right(either(ownTeam, siteAdmins), ({ eventRequestId }) => ({ id: eventRequestId })),
  eventRequests: right(siteAdmins, () => ({ first: 1, offset: 0 })),
  events: right(anyone, () => ({ isArchived: false })),
  instancePage: right(anyone, () => ({ slug: 'privacy' }), beforeOwnPassword),
  instancePages: right(anyone, () => ({}), beforeOwnPassword),
  // Of what only those with a link know, nobody here has one.
  invitation: right(nobody, () => ({ token: 'unknown' })),
  kitImport: right(nobody, () => ({ id: '00000000-0000-4000-8000-000000000000' })),
  kitImports: right(siteAdmins, () => ({ first: 1, offset: 0 })),
  mails: right(siteAdmins, () => ({ first: 1, offset: 0 })),
  missingArtifacts: right(siteAdmins, () => ({ digests: [] })),
  myAccessTokens: right(withSession),
  myData: right(withSession),
  myEventRequests: right(signedIn, () => ({ first: 1, offset: 0 })),
  myIdentities: right(withSession),
  mySessions: right(withSession),
  myTeamInvitations: right(anyone, () => ({ eventSlug: null })),
  myTeamRequests: right(anyone, () => ({ eventSlug: null })),
  myTeams: right(anyone),
  notificationPreferences: right(signedIn),
  notifications: right(signedIn, () => ({ first: 1, offset: 0 })),
  preflight: right(both(signedIn, seesEvent), ({ slug }) => ({ input: { eventSlug: slug, files: [] } })),
  problem: right(seesEvent, ({ problemName }) => ({ name: problemName })),
  problemKeywords: right(anyone),
  problemVersion: right(siteAdmins, ({ versionId }) => ({ id: versionId })),
  problems: right(anyone, () => ({ first: 1, offset: 0 })),
  queue: right(organisers, ({ slug }) => ({ eventSlug: slug, first: 1, offset: 0 })),
  rescoring: right(siteAdmins, ({ rescoringId }) => ({ id: rescoringId })),
  signInOptions: right(anyone, () => ({}), beforeOwnPassword),
  submission: right(seesEvent, ({ submissionId }) => ({ id: submissionId })),
  team: right(seesEvent, ({ teamId }) => ({ id: teamId })),
  user: right(signedIn, ({ bystander }) => ({ username: bystander.username })),
  users: right(siteAdmins, () => ({ first: 1, offset: 0, sort: 'NEWEST' })),
  viewer: right(withSession, () => ({}), beforeOwnPassword),
  workers: right(siteAdmins),
};
