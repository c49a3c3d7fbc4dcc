import { type KitCheck, kitCheck } from '@databoard/shared/kit-check';
import { platformFaultsMax } from '@databoard/shared/limits';
import type { ProblemVersion } from './problem-version.entity.js';

// The one place that moves `checkState`. Every function takes a version whose row the caller has locked.

/** A first or further check, as the next attempt; an earlier one's result is gone, its reports are dropped. */
export function beginKitCheck(version: ProblemVersion, now: Date): void {
  version.checkFaults = 0;
  version.checkResult = null;
  version.checkMessage = null;
  attemptAgain(version, now);
}

/** After a fault of the platform or a lost job: a fresh attempt (true), or the end (false) when there were enough. */
export function retryKitCheck(version: ProblemVersion, now: Date): boolean {
  version.checkFaults = (version.checkFaults ?? 0) + 1;
  if (version.checkFaults > platformFaultsMax) {
    failKitCheck(
      version,
      'The platform could not check this kit. Ask for the check again once the operator has looked into it.',
      now,
    );
    return false;
  }
  attemptAgain(version, now);
  return true;
}

/** The check is done. */
export function finishKitCheck(version: ProblemVersion, check: KitCheck, now: Date): void {
  version.checkState = 'DONE';
  version.checkResult = kitCheck.encode(check);
  version.checkChangedAt = now;
}

/** There is no result and there will be none by trying again; the message is for site admins. */
export function failKitCheck(version: ProblemVersion, message: string, now: Date): void {
  version.checkState = 'FAILED';
  version.checkMessage = message;
  version.checkChangedAt = now;
}

function attemptAgain(version: ProblemVersion, now: Date): void {
  version.checkState = 'WAITING';
  version.checkAttempt = (version.checkAttempt ?? 0) + 1;
  version.checkDispatchedAt = null;
  version.checkChangedAt = now;
}
