import type { FoldOutcome } from '@databoard/shared/outcome';
import { RunCancelled } from './runtime/child-run.js';

/** A fold's outcome with the place it belongs to. */
export interface EndedFold {
  foldIndex: number;
  outcome: FoldOutcome;
}

/**
 * Runs folds `0 … count - 1`, `atOnce` side by side, and tells each end in the order of folds. The first that did not score
 * stops the others and is the answer; `null` when all scored.
 */
export async function runFolds(
  count: number,
  atOnce: number,
  run: (foldIndex: number, signal: AbortSignal) => Promise<FoldOutcome>,
  onEnded: (fold: EndedFold) => void,
): Promise<EndedFold | null> {
  const stop = new AbortController();
  const outcomes: FoldOutcome[] = [];
  let failed: EndedFold | null = null;
  let next = 0;
  let told = 0;
  const runNext = async (): Promise<void> => {
    while (next < count && !stop.signal.aborted) {
      const foldIndex = next++;
      const outcome = await run(foldIndex, stop.signal).catch((error: unknown) => {
        if (error instanceof RunCancelled && stop.signal.aborted) return null;
        stop.abort();
        throw error;
      });
      if (outcome === null) return;
      if (outcome.kind !== 'scored') {
        failed ??= { foldIndex, outcome };
        stop.abort();
        return;
      }
      outcomes[foldIndex] = outcome;
      for (let ended = outcomes[told]; ended; ended = outcomes[told]) onEnded({ foldIndex: told++, outcome: ended });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, runNext));
  return failed;
}
