import {
  anyone,
  approved,
  both,
  either,
  isBeforeClosing,
  isLive,
  isOpen,
  nobody,
  organisers,
  ownTeam,
  participants,
  readsCode,
  seesEvent,
  signedIn,
  siteAdmins,
  withSession,
} from './roles.js';
import { type RootRight, right } from './root-right.js';

const none = '00000000-0000-4000-8000-000000000000';
const digest = 'a'.repeat(64);
const open = both(seesEvent, isOpen);
const beforeOwnPassword = { isOpenBeforeOwnPassword: true };
// Whoever is told that the event is closed to it may not do it.
const noDeed = { refusals: ['NOT_APPROVED', 'NOT_OPEN'] };

/** Who may call which mutation. */
export const mutationRights: Record<string, RootRight> = {
  // Answered already, or taken back: nothing more becomes of it.
  acceptEventRequest: right(siteAdmins, ({ eventRequestId, versionId }) => ({
    input: {
      requestId: eventRequestId,
      event: {
        slug: 'asked-for',
        title: 'x',
        problemVersionId: versionId,
        opensAt: new Date(0),
        closesAt: new Date(1),
      },
    },
  })),
  acceptInvitation: right(signedIn, () => ({ input: { token: 'unknown' } })),
  addEventAdmin: right(organisers, ({ slug }) => ({
    input: { eventSlug: slug, login: 'nobody-of-this-name' },
  })),
  addPreapprovals: right(
    both(organisers, isLive),
    ({ slug }) => ({ input: { eventSlug: slug, patterns: [] } }),
    noDeed,
  ),
  approveParticipations: right(
    both(organisers, isLive),
    ({ slug }) => ({ input: { eventSlug: slug, participationIds: [none] } }),
    noDeed,
  ),
  askForEvent: right(both(signedIn, seesEvent), ({ problemName }) => ({
    input: {
      problemName,
      title: '',
      slug: 'x',
      opensAt: new Date(0),
      closesAt: new Date(1),
      peopleCount: 1,
      purpose: 'x',
    },
  })),
  archiveEvent: right(organisers, ({ slug }) => ({ input: { slug } }), { movesEvent: true }),
  closeEvent: right(organisers, ({ slug }) => ({ input: { slug } }), { movesEvent: true }),
  deleteEvent: right(organisers, ({ slug }) => ({ input: { slug, confirmSlug: 'another' } })),
  importIntoDraft: right(
    both(readsCode, participants, isBeforeClosing),
    ({ targetId }) => ({ input: { submissionId: targetId, expectedVersion: 999, paths: ['estimator.py'] } }),
    noDeed,
  ),
  importKit: right(siteAdmins, () => ({ input: { name: 'NO NAME', kit: {} } })),
  importUsers: right(siteAdmins, () => ({ input: { csv: '', passwords: 'LINKS', takesSuggestions: false } })),
  inviteToEvent: right(
    both(organisers, isBeforeClosing),
    ({ slug }) => ({ input: { eventSlug: slug, emails: [] } }),
    noDeed,
  ),
  previewUserImport: right(siteAdmins, () => ({ input: { csv: '', takesSuggestions: false } })),
  rejectParticipations: right(
    both(organisers, isLive),
    ({ slug }) => ({ input: { eventSlug: slug, participationIds: [none] } }),
    noDeed,
  ),
  removeEventAdmin: right(nobody, ({ slug, bystander }) => ({
    input: { eventSlug: slug, userId: bystander.id },
  })),
  removePreapproval: right(nobody, ({ slug }) => ({
    input: { eventSlug: slug, preapprovalId: none },
  })),
  restoreDraftVersion: right(
    both(participants, isBeforeClosing),
    ({ slug }) => ({ input: { eventSlug: slug, expectedVersion: 999, version: 999 } }),
    noDeed,
  ),
  revokeInvitation: right(nobody, ({ slug }) => ({ input: { eventSlug: slug, invitationId: none } })),
  selectForFinal: right(either(ownTeam, organisers), ({ teamId }) => ({ input: { teamId, submissionIds: [none] } })),
  signUpWithInvitation: right(
    anyone,
    () => ({ input: { token: 'unknown', username: 'new-one', password: 'correct horse' } }),
    { ...beforeOwnPassword, isAskedAlone: true },
  ),
  unarchiveEvent: right(organisers, ({ slug }) => ({ input: { slug } }), { movesEvent: true }),
  acceptTeamInvitation: right(nobody, () => ({ input: { invitationId: none } })),
  addTeamMember: right(organisers, ({ teamId }) => ({ input: { teamId, username: 'nobody-of-this-name' } })),
  applyRescoring: right(siteAdmins, ({ rescoringId }) => ({ id: rescoringId })),
  // Who has asked, or is in the team, is told so.
  askToJoinTeam: right(both(approved, isBeforeClosing), ({ teamId }) => ({ input: { teamId } }), noDeed),
  approveUsers: right(siteAdmins, ({ bystander }) => ({ input: { userIds: [bystander.id] } })),
  cancelSubmission: right(
    both(isLive, either(organisers, both(ownTeam, seesEvent, isBeforeClosing))),
    ({ submissionId }) => ({ input: { submissionId } }),
  ),
  changePassword: right(
    withSession,
    () => ({ input: { currentPassword: 'wrong', newPassword: 'x' } }),
    beforeOwnPassword,
  ),
  checkKit: right(siteAdmins, ({ versionId }) => ({ problemVersionId: versionId })),
  claimTeamInvitation: right(signedIn, () => ({ token: 'unknown' })),
  confirmEmail: right(anyone, () => ({ input: { token: 'unknown' } }), beforeOwnPassword),
  createAccessToken: right(withSession, () => ({ input: { name: '' } })),
  createEvent: right(siteAdmins, ({ versionId }) => ({
    input: { slug: 'NO SLUG', title: 'x', problemVersionId: versionId, opensAt: new Date(0), closesAt: new Date(1) },
  })),
  declareCredits: right(ownTeam, ({ targetId }) => ({ input: { submissionId: targetId, credits: [] } })),
  declineEventRequest: right(siteAdmins, ({ eventRequestId }) => ({ input: { requestId: eventRequestId, note: 'x' } })),
  declineTeamInvitation: right(nobody, () => ({ input: { invitationId: none } })),
  deleteAccount: right(withSession, () => ({ input: { currentPassword: 'wrong' } })),
  deleteProblem: right(siteAdmins, ({ problemName }) => ({ input: { name: problemName, confirmName: 'another' } })),
  disableUsers: right(siteAdmins, () => ({ input: { userIds: [none] } })),
  disqualifySubmission: right(both(organisers, isLive), ({ targetId }) => ({
    input: { submissionId: targetId, note: 'A reason.' },
  })),
  dropRescoring: right(siteAdmins, ({ rescoringId }) => ({ id: rescoringId })),
  enableUsers: right(siteAdmins, ({ bystander }) => ({ input: { userIds: [bystander.id] } })),
  endOtherSessions: right(withSession),
  endSession: right(nobody, () => ({ input: { sessionId: none } })),
  handOverTeam: right(either(ownTeam, organisers), ({ teamId }) => ({ input: { teamId, userId: none } })),
  inviteToTeam: right(either(ownTeam, organisers), ({ teamId }) => ({
    input: { teamId, invitee: 'nobody-of-this-name' },
  })),
  leaveTeam: right(ownTeam, ({ teamId }) => ({ input: { teamId } })),
  markAllNotificationsRead: right(signedIn),
  markNotificationsRead: right(signedIn, () => ({ input: { ids: [] } })),
  mergeTeams: right(organisers, ({ teamId, otherTeamId }) => ({ input: { teamId, otherTeamId } })),
  noteOnUser: right(siteAdmins, ({ bystander }) => ({ input: { userId: bystander.id, hiddenNotes: '' } })),
  pauseWorker: right(siteAdmins, ({ workerName }) => ({ input: { name: workerName } })),
  proposeTeamMerge: right(either(ownTeam, organisers), ({ teamId }) => ({
    input: { teamId, otherTeamName: 'no team' },
  })),
  publishKit: right(siteAdmins, () => ({ input: { name: 'NO NAME', kitFiles: [] } })),
  readmitToEvent: right(organisers, ({ slug, bystander }) => ({ input: { eventSlug: slug, userId: bystander.id } })),
  reinstateSubmission: right(both(organisers, isLive), ({ targetId }) => ({ input: { submissionId: targetId } })),
  removeTeamMember: right(either(ownTeam, organisers), ({ teamId }) => ({ input: { teamId, userId: none } })),
  renameTeam: right(either(ownTeam, organisers), ({ teamId }) => ({ input: { teamId, name: 'another name' } })),
  requestEmailChange: right(withSession, () => ({ input: { email: 'no address', currentPassword: 'wrong' } })),
  requestPasswordReset: right(anyone, () => ({ input: { email: 'nobody@example.org' } }), beforeOwnPassword),
  rerunSubmission: right(both(organisers, isLive), ({ targetId }) => ({
    input: { submissionId: targetId, scope: 'UNSCORED' },
  })),
  rerunSubmissions: right(both(organisers, isLive), ({ slug }) => ({
    input: { eventSlug: slug, expectedCount: 999, scope: 'UNSCORED' },
  })),
  resendConfirmation: right(withSession),
  resetPassword: right(anyone, () => ({ input: { token: 'unknown', password: 'correct horse' } }), beforeOwnPassword),
  resumeWorker: right(siteAdmins, ({ workerName }) => ({ input: { name: workerName } })),
  retryMails: right(siteAdmins, () => ({ input: { ids: [none] } })),
  revokeAccessToken: right(nobody, () => ({ input: { accessTokenId: none } })),
  revokeTeamInvitation: right(nobody, () => ({ input: { invitationId: none } })),
  saveDraft: right(
    both(participants, isBeforeClosing),
    ({ slug }) => ({ input: { eventSlug: slug, expectedVersion: 999, files: [] } }),
    noDeed,
  ),
  saveNotificationPreference: right(signedIn, () => ({ input: { kind: 'TEAM', byMail: true, inApp: true } })),
  setProblemKeywords: right(siteAdmins, ({ problemName }) => ({ input: { problemName, keywords: [] } })),
  setTakesRequests: right(either(ownTeam, organisers), ({ teamId }) => ({ input: { teamId, takesRequests: true } })),
  setUserAdmin: right(siteAdmins, ({ bystander }) => ({ input: { userId: bystander.id, isAdmin: false } })),
  signIn: right(anyone, () => ({ input: { login: 'nobody', password: 'wrong' } }), {
    ...beforeOwnPassword,
    isAskedAlone: true,
  }),
  signOut: right(anyone, () => ({}), { ...beforeOwnPassword, isAskedAlone: true }),
  signUp: right(anyone, () => ({ input: { username: '!', email: 'x', password: 'x' } }), {
    ...beforeOwnPassword,
    isAskedAlone: true,
  }),
  signUpForEvent: right(
    either(participants, both(signedIn, seesEvent, isBeforeClosing)),
    ({ slug }) => ({ input: { eventSlug: slug, code: 'not the code' } }),
    noDeed,
  ),
  startRescoring: right(siteAdmins, ({ slug, versionId }) => ({
    input: { eventSlug: slug, problemVersionId: versionId, note: 'x' },
  })),
  submit: right(both(approved, open), ({ slug }) => ({ input: { eventSlug: slug, name: '!', files: [] } }), noDeed),
  // Of one's own; nobody here has any.
  unlinkIdentity: right(nobody, () => ({ input: { issuer: 'https://id.example.org' } })),
  unsubscribe: right(anyone, () => ({ input: { token: 'unknown' } }), beforeOwnPassword),
  updateEvent: right(organisers, ({ slug }) => ({ input: { slug, settingsVersion: 999, title: 'x' } })),
  updateProfile: right(withSession, () => ({ input: { displayName: '' } })),
  uploadArtifactChunk: right(siteAdmins, () => ({ input: { digest, offset: 5, totalBytes: 1, contentBase64: '' } })),
  withdrawEventRequest: right(ownTeam, ({ eventRequestId }) => ({ input: { requestId: eventRequestId } })),
  withdrawSubmission: right(both(ownTeam, isBeforeClosing), ({ targetId }) => ({ input: { submissionId: targetId } })),
};
