import type { ProblemDescription } from '@databoard/shared/problem-description';
import { type Refusal, refusal } from '../refusal.js';

/** What decides whether one version can score predictions that were made for another. */
export interface RescorableVersion {
  id: string;
  problemId: string;
  state: string;
  description: ProblemDescription | null | undefined;
  /** Private data replace the kit's own. */
  hasPrivateData: boolean;
}

const field = 'problemVersionId';
const again = 'Stored predictions do not fit it; submissions must be run again instead.';

/**
 * Why `to` cannot score what was predicted for `from`, or null. Labels, score types, title and files of a submission may
 * differ; what predictions are about may not: the rows of X, the folds, the kind of prediction.
 */
export function refuseVersion(
  from: RescorableVersion,
  to: RescorableVersion,
  officialScoreType: string,
): Refusal | null {
  const refuse = (message: string): Refusal => refusal('INVALID', message, { field });
  if (to.problemId !== from.problemId) return refuse('This version belongs to another problem than the event’s.');
  if (to.id === from.id) return refuse('The event runs this version already: choose another one.');
  if (to.state !== 'READY' || to.description == null) {
    return refusal('NOT_READY', 'This version is not ready: publish the kit again and wait for its check.', { field });
  }
  if (from.hasPrivateData && !to.hasPrivateData) {
    // What code printed while private data were in reach would open up to its authors.
    return refuse('This version has no private data, the event’s has: publish the corrected kit with --data.');
  }
  const { description: before } = from;
  const after = to.description;
  if (before == null) throw new Error('An event’s problem version has a description.');
  if (!after.scoreTypes.some(({ name }) => name === officialScoreType)) {
    return refuse(
      `This version has no score type “${officialScoreType}”, by which the event ranks: keep its name in the kit.`,
    );
  }
  if (after.predictionType !== before.predictionType) {
    return refuse(`Its predictions are ${after.predictionType}, the event’s are ${before.predictionType}. ${again}`);
  }
  if (after.folds.length !== before.folds.length) {
    return refuse(`It has ${after.folds.length} folds, the event’s has ${before.folds.length}. ${again}`);
  }
  if (after.trainRows !== before.trainRows) {
    return refuse(`It has ${after.trainRows} training rows, the event’s has ${before.trainRows}. ${again}`);
  }
  if (after.testRows !== before.testRows) {
    return refuse(`It has ${after.testRows ?? 'no'} test rows, the event’s has ${before.testRows ?? 'none'}. ${again}`);
  }
  return (
    refuseDigests(before.foldsDigest, after.foldsDigest, 'folds') ??
    refuseDigests(before.featuresDigest, after.featuresDigest, 'features (X)')
  );
}

/** Undefined in descriptions from before there were digests. */
function refuseDigests(before: string | null | undefined, after: string | null | undefined, what: string) {
  if (before == null || after == null) {
    return refusal('INVALID', `Whether both versions have the same ${what} is not known. ${again}`, { field });
  }
  return before === after ? null : refusal('INVALID', `It has other ${what} than the event’s. ${again}`, { field });
}
