import type { FailureReason } from '@databoard/shared/fold-run-state';
import type { OwnFrame } from '@databoard/shared/outcome';
import { type Audience, canSeeOutput } from './submission.policy.js';

/** A failure as its author may read it. */
export interface Failure {
  reason: FailureReason;
  foldIndex: number;
  message: string;
  exceptionMessage: string | null;
  frames: OwnFrame[];
  hint: string | null;
}

interface FailedRun {
  foldIndex: number;
  reason?: FailureReason | null | undefined;
  failure?: { message: string; exceptionMessage: string | null; frames: OwnFrame[] } | null | undefined;
}

/** What to try next, per reason; null where the message says it all. */
const hints: Record<FailureReason, string | null> = {
  EXCEPTION: 'Run the kit on your machine with the same files; the error should show there too.',
  TIMEOUT: 'Train on less, use fewer or smaller models, or look for a loop that does not end.',
  OUT_OF_MEMORY: 'Use smaller arrays or types, fewer parallel jobs, or a model that keeps less.',
  BAD_PREDICTIONS: 'Predict one finite row for each row of X, in the shape that the problem asks for.',
  OUTPUT_LIMIT: 'Print and write less: remove progress bars, set verbose to 0, keep no large files.',
  PROCESS_LIMIT: 'Start fewer processes and threads: set n_jobs and num_workers to 1, wait for those that you started.',
  KILLED: 'The process ended without a Python error: look for native crashes and exits.',
  PLATFORM: 'This is not your fault and does not count against you. The organisers can run it again.',
};

/** Why a fold run failed; null when it has not. The caller has checked that the viewer may see folds. */
export function failureOf(run: FailedRun, audience: Audience): Failure | null {
  if (run.reason == null) return null;
  return {
    reason: run.reason,
    foldIndex: run.foldIndex,
    message: run.failure?.message ?? 'The platform could not finish this fold.',
    exceptionMessage: canSeeOutput(audience) ? (run.failure?.exceptionMessage ?? null) : null,
    frames: run.failure?.frames ?? [],
    hint: hints[run.reason],
  };
}
