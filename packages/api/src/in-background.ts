import type { Log } from '@databoard/shared/log';

/** Lets a follow-up run that no one waits for. It may fail: the row is the truth and the sweeper comes by. */
export function inBackground(work: Promise<unknown>, log: Log, whatItMeans: string): void {
  work.catch((error: unknown) => log.warn({ err: error }, whatItMeans));
}
