import type { Step } from '@databoard/shared/score';
import type { RecordLook } from '../audit/record-look.js';
import type { Viewer } from '../auth/viewer.js';
import type { Submission } from './submission.entity.js';
import { type Audience, canSeeBaggedScore } from './submission.policy.js';

/** Notes that a viewer is shown test scores of a submission while participants may not see them. */
export async function recordScoreLook(
  submission: Submission,
  audience: Audience,
  shown: readonly { step: Step }[],
  { viewer, recordLook }: { viewer: Viewer | null; recordLook: RecordLook },
): Promise<void> {
  if (viewer === null || !shown.some(({ step }) => step === 'test')) return;
  // What every participant may see by now is hidden no more, whoever looks.
  if (canSeeBaggedScore({ ...audience, isAdmin: false, isApprovedParticipant: true }, 'test')) return;
  const participation = await submission.participation.loadOrFail();
  recordLook({
    viewerId: viewer.id,
    eventId: participation.event.id,
    subject: { kind: 'submission', id: submission.id },
  });
}
