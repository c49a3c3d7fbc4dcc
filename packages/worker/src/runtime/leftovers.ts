import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** How the folders of a worker process begin, in the system's temporary folder. */
export const leftoverPrefix = (pid: number): string => `databoard-${pid}-`;

/** Whether a file lies in the temporary folder of some worker; `temporary` is the system's. */
export const isLeftover = (file: string, temporary: string): boolean =>
  /^databoard-\d+-/.test(path.relative(temporary, file));

/** Removes what workers that were killed have left in the temporary folder. */
export async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^databoard-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    // Another user's folder cannot be removed, and need not be.
    await rm(path.join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
