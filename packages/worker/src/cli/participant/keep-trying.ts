import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformUnreachable } from '../graphql-request.js';

const firstPauseMs = 500;
const longestPauseMs = 15_000;

/** How long one holds on while nobody answers. */
export interface Patience {
  seconds: number;
  /** Hears, without a full stop, of the first failure in a row; the others are like it. */
  onFirstFailure(what: string): void;
  now?: () => number;
}

/** Does something again while the platform cannot be reached, with growing pauses, until patience ends. */
export async function keepTrying<T>(
  work: () => Promise<T>,
  { seconds, onFirstFailure, now = Date.now }: Patience,
): Promise<T> {
  const end = now() + seconds * 1000;
  for (let pauseMs = firstPauseMs, isFirst = true; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs), isFirst = false) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PlatformUnreachable) || now() + pauseMs > end) throw error;
      if (isFirst) onFirstFailure(error.message.replace(/\.$/, ''));
      await sleep(pauseMs);
    }
  }
}
