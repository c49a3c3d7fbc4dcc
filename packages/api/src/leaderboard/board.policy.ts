import { assertNever } from '@databoard/shared/assert-never';
import type { Step } from '@databoard/shared/score';
import type { EventPhase } from '../events/event.policy.js';

/** Everything that decides what somebody who sees an event sees of its boards. */
export interface BoardAudience {
  /** Runs the event: a site admin, or one of its own. */
  isAdmin: boolean;
  /** Belongs to an approved participation in the event. */
  isApprovedParticipant: boolean;
  phase: EventPhase;
}

/**
 * A board by the step whose scores rank it, null where nothing ranks. Private ones, ranked by test scores: organisers always,
 * participants once the event has closed. All others: everyone who sees the event.
 */
export const canSeeBoard = (audience: BoardAudience, ranking: Step | null): boolean =>
  ranking !== 'test' || canSeePrivateScores(audience);

/** Whether looking at a board is looking at what is still hidden from participants. */
export const isHiddenBoard = (audience: Pick<BoardAudience, 'phase'>, ranking: Step | null): boolean =>
  ranking === 'test' && audience.phase !== 'CLOSED';

/** The steps whose scores a board shows, the one that ranks it first. */
export function stepsOf(audience: BoardAudience, ranking: Step | null): Step[] {
  if (!canSeeBoard(audience, ranking)) return [];
  switch (ranking) {
    case 'valid':
      return ['valid'];
    case 'test':
      return audience.isAdmin ? ['test', 'valid', 'train'] : ['test', 'valid'];
    case 'train':
    case null:
      return [];
    default:
      return assertNever(ranking);
  }
}

/** Why a submission failed, by category: its team and the organisers. To sort by it, one must see it of all. */
export const canSeeReason = (audience: Pick<BoardAudience, 'isAdmin'>, isMine: boolean): boolean =>
  audience.isAdmin || isMine;

const canSeePrivateScores = ({ isAdmin, isApprovedParticipant, phase }: BoardAudience): boolean =>
  isAdmin || (isApprovedParticipant && phase === 'CLOSED');
