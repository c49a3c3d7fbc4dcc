import type { Step } from '@databoard/shared/score';
import type { Viewer } from '../auth/viewer.js';
import type { EventPhase } from '../events/event.policy.js';
import { canSeeBaggedScore } from '../submissions/submission.policy.js';

/** The scores of an ensemble are seen by whoever sees a submission's bagged score of the step. */
export const canSeeBlendScore = (
  audience: { isAdmin: boolean; isApprovedParticipant: boolean; phase: EventPhase },
  step: Step,
): boolean => canSeeBaggedScore(audience, step);

/** Why there is no blend: what a kit's score says may quote its data. */
export const canSeeBlendMessage = (viewer: Viewer | null): boolean => viewer?.isAdmin === true;
