import type { Step } from '@databoard/shared/score';
import type { Viewer } from '../auth/viewer.js';
import type { EventPhase } from '../events/event.policy.js';
import { canSeeBaggedScore } from '../submissions/submission.policy.js';

/** The scores of an ensemble are seen by whoever sees a submission's bagged score of the step. */
export const canSeeBlendScore = (
  audience: { isAdmin: boolean; isApprovedParticipant: boolean; phase: EventPhase },
  step: Step,
): boolean => canSeeBaggedScore(audience, step);

/**
 * How the ensembles' validation score changes with each member: for whoever sees that score. On each fold it begins with
 * what the best submission scores there alone, so that much of fold runs is told with it.
 */
export const canSeeBlendCurve = (audience: Parameters<typeof canSeeBlendScore>[0]): boolean =>
  canSeeBlendScore(audience, 'valid');

/** Why there is no blend: what a kit's score says may quote its data. */
export const canSeeBlendMessage = (viewer: Viewer | null): boolean => viewer?.isAdmin === true;
