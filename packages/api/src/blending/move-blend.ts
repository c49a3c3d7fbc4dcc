import { type BlendOutcome, blendCurve, blendScores } from '@databoard/shared/blend';
import { attemptsMax, platformFaultsMax } from '@databoard/shared/limits';
import type { Blend } from './blend.entity.js';

// The one place that moves a blend's state. Every function takes a blend whose row the caller has locked.

/** The ensembles are there. */
export function finishBlend(blend: Blend, result: Extract<BlendOutcome, { kind: 'blended' }>, now: Date): void {
  const { folds, combined, foldwiseBest, curve, seconds } = result;
  blend.state = 'DONE';
  Object.assign(blend, { folds, seconds, scores: blendScores.encode({ combined, foldwiseBest }) });
  blend.curve = curve === undefined ? null : blendCurve.encode(curve);
  endAt(blend, now);
}

/** No ensemble can be made of these candidates. */
export function refuseBlend(blend: Blend, message: string, now: Date): void {
  blend.state = 'UNBLENDABLE';
  blend.message = message;
  endAt(blend, now);
}

/** After a fault of the platform or a lost job: a fresh attempt (true), or the end (false) when there were enough. */
export function retryBlend(blend: Blend, loss: 'fault' | 'lost', now: Date): boolean {
  const faults = (blend.faults ?? 0) + (loss === 'fault' ? 1 : 0);
  const attempt = blend.attempt ?? 1;
  blend.faults = faults;
  if (faults > platformFaultsMax || attempt >= attemptsMax) {
    blend.state = 'FAILED';
    blend.message = 'The platform could not blend the submissions. It tries again when a new score arrives.';
    endAt(blend, now);
    return false;
  }
  blend.attempt = attempt + 1;
  blend.dispatchedAt = null;
  blend.changedAt = now;
  return true;
}

function endAt(blend: Blend, now: Date): void {
  blend.endedAt = now;
  blend.changedAt = now;
}
