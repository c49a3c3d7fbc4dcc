import { assertNever } from '@databoard/shared/assert-never';
import type { Step } from '@databoard/shared/score';
import type { EventPhase } from '../events/event.policy.js';

/** Everything that decides what a viewer sees of a submission. Pure data, so that the rules can be tested as a table. */
export interface Audience {
  /** The event is there for the viewer at all. */
  seesEvent: boolean;
  /** Runs the event: a site admin, or one of the event's own. */
  isAdmin: boolean;
  /** The viewer belongs to the submission's team. */
  isOwnTeam: boolean;
  /** The viewer belongs to an approved participation in the same event. */
  isApprovedParticipant: boolean;
  phase: EventPhase;
  /** The event is in the archive: all may be read as before, nothing changes any more. */
  isArchived: boolean;
  /** The problem version replaces the kit's own data: what code prints or raises could carry it. */
  hasPrivateData: boolean;
  /** The organisers let participants read output even so. */
  showsLogs: boolean;
  /** Participants may read all code once the event has closed. */
  showsCodeAfterClosing: boolean;
}

/** Name, team, state and public score: for everyone who sees the event. */
export const canSeeSubmission = ({ seesEvent }: Audience): boolean => seesEvent;

/** The submitted files: own team and admins; approved participants once the code has opened up, and after closing if the event says so. */
export function canSeeFiles(audience: Audience): boolean {
  if (audience.isAdmin || audience.isOwnTeam) return true;
  if (!audience.isApprovedParticipant) return false;
  switch (audience.phase) {
    case 'COLLABORATIVE':
      return true;
    case 'CLOSED':
      return audience.showsCodeAfterClosing;
    case 'UPCOMING':
    case 'COMPETITIVE':
      return false;
    default:
      return assertNever(audience.phase);
  }
}

/** Stopping the judging: admins, and its own team until the result is final. */
export const canCancel = ({ isAdmin, isOwnTeam, phase, isArchived }: Audience): boolean =>
  !isArchived && (isAdmin || (isOwnTeam && phase !== 'CLOSED'));

/** Taking a submission out of the game: its own team, until the result is final. */
export const canWithdraw = ({ isOwnTeam, phase, isArchived }: Audience): boolean =>
  !isArchived && isOwnTeam && phase !== 'CLOSED';

/** Judging again, disqualifying, taking either back: admins. */
export const canAdminister = ({ isAdmin, isArchived }: Audience): boolean => isAdmin && !isArchived;

/** Why a submission does not count: own team and admins. */
export const canSeeStandingNote = (audience: Audience): boolean => audience.isAdmin || audience.isOwnTeam;

/** Fold runs with their figures, and why one failed. */
export const canSeeFolds = (audience: Audience): boolean => audience.isAdmin || audience.isOwnTeam;

/** What the code printed, and the text of its exception: own team only where no hidden data could be in it, or the event allows it. */
export const canSeeOutput = (audience: Audience): boolean =>
  audience.isAdmin || (audience.isOwnTeam && (!audience.hasPrivateData || audience.showsLogs));

/** What went wrong on the platform's side: whoever runs the event, who can do something about it. */
export const canSeeFaultDetail = ({ isAdmin }: Audience): boolean => isAdmin;

/** A fold's score on one part of the data. */
export function canSeeFoldScore(audience: Audience, step: Step): boolean {
  if (!canSeeFolds(audience)) return false;
  switch (step) {
    case 'train':
    case 'valid':
      return true;
    case 'test':
      return canSeeTestScores(audience);
    default:
      return assertNever(step);
  }
}

type ScoreAudience = Pick<Audience, 'isAdmin' | 'isApprovedParticipant' | 'phase'>;

/** A bagged score: validation is public, test opens to participants at closing, training is never bagged. */
export function canSeeBaggedScore(audience: ScoreAudience, step: Step): boolean {
  switch (step) {
    case 'train':
      return false;
    case 'valid':
      return true;
    case 'test':
      return canSeeTestScores(audience);
    default:
      return assertNever(step);
  }
}

const canSeeTestScores = ({ isAdmin, isApprovedParticipant, phase }: ScoreAudience): boolean =>
  isAdmin || (isApprovedParticipant && phase === 'CLOSED');
