import { ArtifactMissing, type ArtifactStore, type Digest } from '@databoard/shared/artifacts/artifact-store';
import type { FoldRun } from './fold-run.entity.js';

/** A fold's whole log as it was printed; null when there is none, or when it has been cleaned up. */
export async function readLogBytes(
  digest: Digest | null | undefined,
  { store }: { store: ArtifactStore },
): Promise<Buffer | null> {
  if (digest == null) return null;
  try {
    return await store.get(digest);
  } catch (error) {
    if (error instanceof ArtifactMissing) return null;
    throw error;
  }
}

/** Whether the run was ended from outside, so that its log was not stored. */
export const wasStopped = ({ state }: Pick<FoldRun, 'state'>): boolean =>
  state === 'CANCELLED' || state === 'CHECKING_ERROR';

/**
 * What the platform says below a log, apart from what the code printed, so that code cannot say it; mostly null.
 * `foldLogKiB`: how much the event lets a fold print.
 */
export function logNotice(
  run: Pick<FoldRun, 'reason' | 'state'>,
  log: Buffer | null,
  { foldLogKiB }: { foldLogKiB: number },
): string | null {
  if (log === null)
    return wasStopped(run) ? 'The run was stopped before its end; what it printed is kept for an hour.' : null;
  // The same reason stands for other kinds of too much.
  return run.reason === 'OUTPUT_LIMIT' && log.length >= foldLogKiB * 1024
    ? `The log ends here: more than ${sizeWords(log.length)} was printed, so the run was stopped.`
    : null;
}

function sizeWords(bytes: number): string {
  const inMiB = bytes / 1_048_576;
  return inMiB >= 1 ? `${Math.round(inMiB * 10) / 10} MiB` : `${Math.round(bytes / 102.4) / 10} KiB`;
}
