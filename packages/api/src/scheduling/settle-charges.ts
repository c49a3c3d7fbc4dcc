import { isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { ChargedFold, FlowClock } from './read-flows.js';

/** How much the latest fold counts in the mean of a team. */
const latestShare = 0.2;
/** A mean of zero would let a team have everything for nothing. */
const secondsMin = 0.005;

/** How long a fold that is over has held a slot, in seconds. */
function heldSeconds({ state, wallSeconds, startedAt, changedAt }: ChargedFold): number {
  if (!isFoldRunEnded(state)) return 0; // lost, and to be sent again
  if (wallSeconds !== null) return wallSeconds;
  return startedAt === null ? 0 : Math.max(0, changedAt.getTime() - startedAt.getTime()) / 1000;
}

/** Puts what folds really took in place of what was charged, and learns from it. Answers with the clocks that moved. */
export function settleCharges(over: readonly ChargedFold[]): Map<string, FlowClock> {
  const moved = new Map<string, FlowClock>();
  for (const fold of over) {
    const { participationId, weight, chargedSeconds, wallSeconds } = fold;
    const clock = moved.get(participationId) ?? fold;
    const { meanSeconds } = clock;
    moved.set(participationId, {
      participationId,
      virtualSeconds: clock.virtualSeconds + (heldSeconds(fold) - chargedSeconds) / weight,
      meanSeconds:
        wallSeconds === null
          ? meanSeconds
          : Math.max(
              secondsMin,
              meanSeconds === null ? wallSeconds : meanSeconds + latestShare * (wallSeconds - meanSeconds),
            ),
    });
  }
  return moved;
}

/** The whole schedule's clock: where the latest fold began that has certainly begun. It never goes back. */
export function advanceClock(clockSeconds: number, charged: readonly ChargedFold[]): number {
  const begun = charged.filter(({ state, wallSeconds, startedAt }) => {
    if (state === 'NEW') return false;
    return state !== 'CANCELLED' || wallSeconds !== null || startedAt !== null;
  });
  return begun.reduce((latest, { virtualStart }) => Math.max(latest, virtualStart), clockSeconds);
}
