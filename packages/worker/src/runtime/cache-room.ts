import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FolderMarks } from './folder-marks.js';

interface CachedFolder {
  folder: string;
  bytes: number;
  lastUsedMs: number;
}

/**
 * Keeps folders of folders, each named by its digest, within a size: the least recently used go first, none that is marked
 * `kind-digest` goes at all. So the size is exceeded while more than that is in use.
 */
export class CacheRoom {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    /** One per kind, which is its name. */
    private readonly folders: readonly string[],
    private readonly bytesMax: number,
    private readonly marks: FolderMarks,
  ) {}

  /** Makes room for so many bytes more. */
  make(bytes: number): Promise<void> {
    const made = this.last.then(() => this.makeNow(bytes));
    this.last = made.catch(() => undefined);
    return made;
  }

  /** Removes what processes that are gone were about to make, or to remove. */
  async removeHalfMade(): Promise<void> {
    await this.marks.removeDead();
    for (const parent of this.folders)
      for (const name of await readdir(parent).catch(() => [])) {
        const instanceId = /^\.([^.]+)/.exec(name)?.[1];
        if (instanceId === undefined || (await this.marks.isAlive(instanceId))) continue;
        await rm(path.join(parent, name), { recursive: true, force: true });
      }
  }

  private async makeNow(bytes: number): Promise<void> {
    const cached = (await Promise.all(this.folders.map(cachedIn))).flat();
    let used = cached.reduce((sum, each) => sum + each.bytes, bytes);
    if (used <= this.bytesMax) return;
    await this.removeHalfMade();
    for (const each of cached.toSorted((a, b) => a.lastUsedMs - b.lastUsedMs)) {
      if (used <= this.bytesMax) return;
      if (await this.remove(each.folder)) used -= each.bytes;
    }
  }

  /** Moved aside first: whoever marks it in that moment is seen afterwards, and it goes back. */
  private async remove(folder: string): Promise<boolean> {
    const parent = path.dirname(folder);
    const mark = `${path.basename(parent)}-${path.basename(folder)}`;
    if (await this.marks.isMarked(mark)) return false;
    const aside = path.join(parent, `.${this.marks.instanceId}.${randomUUID()}`);
    try {
      await rename(folder, aside);
    } catch (error) {
      // Another worker was faster.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
      throw error;
    }
    const isWanted = await this.marks.isMarked(mark);
    const isBack = isWanted && (await rename(aside, folder).then(...asAnswer));
    if (!isBack) await rm(aside, { recursive: true, force: true });
    return !isBack;
  }
}

const asAnswer = [() => true, () => false] as const;

async function cachedIn(parent: string): Promise<CachedFolder[]> {
  // Besides, there are folders that are being made, and the locks of those who build.
  const names = (await readdir(parent).catch(() => [])).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const found = names.map(async (name): Promise<CachedFolder[]> => {
    const folder = path.join(parent, name);
    const lastUsedMs = (await stat(folder).catch(() => null))?.mtimeMs;
    return lastUsedMs === undefined ? [] : [{ folder, lastUsedMs, bytes: await bytesIn(folder) }];
  });
  return (await Promise.all(found)).flat();
}

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (entry.isFile()) bytes += (await stat(path.join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
