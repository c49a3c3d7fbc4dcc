import type { EventPhase } from '../events/event.policy.js';

/** Who asks about the final of an event. */
interface FinalAudience {
  /** Runs the event: a site admin, or one of its own. */
  isAdmin: boolean;
  phase: EventPhase;
}

/** What a team has chosen for the final: the team and organisers, everyone once the event has closed. */
export const canSeeSelection = ({ isAdmin, isOwnTeam, phase }: FinalAudience & { isOwnTeam: boolean }): boolean =>
  isAdmin || isOwnTeam || phase === 'CLOSED';

/** The final result, which holds private scores: organisers, and participants; there is none before the event has closed. */
export const canSeeFinalResult = ({
  isAdmin,
  isApprovedParticipant,
  phase,
}: FinalAudience & { isApprovedParticipant: boolean }): boolean =>
  isAdmin || (isApprovedParticipant && phase === 'CLOSED');
