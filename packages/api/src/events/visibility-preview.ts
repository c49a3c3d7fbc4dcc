import { canSeeBoard } from '../leaderboard/board.policy.js';
import {
  type Audience,
  canAdminister,
  canCancel,
  canSeeBaggedScore,
  canSeeFiles,
  canSeeFoldScore,
  canSeeFolds,
  canSeeOutput,
  canSeeStandingNote,
  canSeeSubmission,
  canWithdraw,
} from '../submissions/submission.policy.js';
import type { EventVisibility } from './event.entity.js';
import { canSeeEvent, type EventPhase, eventPhase } from './event.policy.js';

/** Who looks, as far as an event is concerned. */
export const previewRoles = [
  'ANONYMOUS',
  'USER',
  'INVITED',
  'ASKED',
  'REJECTED',
  'PARTICIPANT',
  'OWN_TEAM',
  'EVENT_ADMIN',
] as const;
export type PreviewRole = (typeof previewRoles)[number];

/** One thing, and whether somebody in the role sees or may do it then. */
export interface PreviewRow {
  what: string;
  isAllowed: boolean;
}

/** What of an event decides who sees what. */
export interface PreviewedEvent {
  opensAt: Date;
  publicOpensAt: Date;
  closesAt: Date;
  visibility: EventVisibility;
  isArchived: boolean;
  hasPrivateData: boolean;
  showsLogs: boolean;
  showsCodeAfterClosing: boolean;
}

/** What a role sees of an event at a moment. Asks the policies that guard the real thing, and decides nothing itself. */
export function visibilityPreview(
  event: PreviewedEvent,
  role: PreviewRole,
  at: Date,
): { phase: EventPhase; rows: PreviewRow[] } {
  const phase = eventPhase(event, at);
  const isAdmin = role === 'EVENT_ADMIN';
  const isOwnTeam = role === 'OWN_TEAM';
  const isApprovedParticipant = isOwnTeam || role === 'PARTICIPANT';
  const seesEvent = canSeeEvent({
    ...{ visibility: event.visibility, isAdmin, isInvited: role === 'INVITED' },
    isParticipant: isApprovedParticipant || role === 'ASKED',
  });
  const audience: Audience = {
    ...{ seesEvent, isAdmin, isOwnTeam, isApprovedParticipant, phase },
    isArchived: event.isArchived,
    hasPrivateData: event.hasPrivateData,
    showsLogs: event.showsLogs,
    showsCodeAfterClosing: event.showsCodeAfterClosing,
  };
  // Whatever belongs to an event is reached through it.
  const row = (what: string, isAllowed: boolean): PreviewRow => ({ what, isAllowed: seesEvent && isAllowed });
  const whose = isOwnTeam ? 'own submissions' : 'submissions of others';
  return {
    phase,
    rows: [
      row('the event, its rules and its kit', seesEvent),
      row('the public board', canSeeBoard(audience, 'valid')),
      row('the private board', canSeeBoard(audience, 'test')),
      row(`${whose}: name, team and state`, canSeeSubmission(audience)),
      row(`${whose}: public score`, canSeeBaggedScore(audience, 'valid')),
      row(`${whose}: private score`, canSeeBaggedScore(audience, 'test')),
      row(`${whose}: code`, canSeeFiles(audience)),
      row(`${whose}: folds with times and memory`, canSeeFolds(audience)),
      row(`${whose}: validation score of each fold`, canSeeFoldScore(audience, 'valid')),
      row(`${whose}: test score of each fold`, canSeeFoldScore(audience, 'test')),
      row(`${whose}: what the code prints`, canSeeOutput(audience)),
      row(`${whose}: why one does not count`, canSeeStandingNote(audience)),
      row(`${whose}: cancel`, canCancel(audience)),
      row(`${whose}: withdraw`, canWithdraw(audience)),
      row(`${whose}: run again, disqualify`, canAdminister(audience)),
      row('settings, people, invitations and history', isAdmin),
    ],
  };
}
