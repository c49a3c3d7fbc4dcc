import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

const abandonedAfterMs = 86_400_000;

/** Lends a fresh folder for the time of some work, and removes what was left of an interrupted one. */
export async function withScratch<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  // Perhaps private data, perhaps in a temporary folder that everybody sees.
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(parent, 'import-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes the folders of processes that were killed. */
export async function removeAbandonedScratch(parent: string, now: Date): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    if (!name.startsWith('import-')) continue;
    const folder = path.join(parent, name);
    const age = now.getTime() - ((await stat(folder).catch(() => null))?.mtimeMs ?? now.getTime());
    if (age > abandonedAfterMs) await rm(folder, { recursive: true, force: true });
  }
}
