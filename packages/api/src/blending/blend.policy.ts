import { assertNever } from '@databoard/shared/assert-never';
import type { Step } from '@databoard/shared/score';
import type { Viewer } from '../auth/viewer.js';
import type { EventPhase } from '../events/event.policy.js';
import { canSeeBaggedScore } from '../submissions/submission.policy.js';

/** The scores of an ensemble are seen by whoever sees a submission's bagged score of the step. */
export const canSeeBlendScore = (
  audience: { isAdmin: boolean; isApprovedParticipant: boolean; phase: EventPhase },
  step: Step,
): boolean => canSeeBaggedScore(audience, step);

/** How the ensembles' validation score changes with each member: for whoever sees that score. */
export const canSeeBlendCurve = (audience: Parameters<typeof canSeeBlendScore>[0]): boolean =>
  canSeeBlendScore(audience, 'valid');

/**
 * The same fold by fold: it begins with what the fold's best submission scores there alone, and that is its team's own
 * while teams compete.
 */
export function canSeeBlendFoldCurves(audience: Parameters<typeof canSeeBlendScore>[0]): boolean {
  if (!canSeeBlendCurve(audience)) return false;
  switch (audience.phase) {
    case 'UPCOMING':
    case 'COMPETITIVE':
      return audience.isAdmin;
    case 'COLLABORATIVE':
    case 'CLOSED':
      return true;
    default:
      return assertNever(audience.phase);
  }
}

/** Why there is no blend: what a kit's score says may quote its data. */
export const canSeeBlendMessage = (viewer: Viewer | null): boolean => viewer?.isAdmin === true;
