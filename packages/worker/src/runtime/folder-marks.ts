import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A process refreshes its marks this often; one that has not for so long is gone, and its marks mean nothing. */
const refreshMs = 20_000;
export const goneAfterMs = 120_000;

/**
 * Which folders of a shared cache somebody uses: a file per use, in a folder per process that is touched while the process
 * lives. Process ids would not do: workers in containers of their own may share a folder and not see each other.
 */
export class FolderMarks {
  readonly instanceId = randomUUID();
  private readonly counts = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  // One at a time, so that a mark which goes cannot overtake the same mark coming.
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly folder: string) {
    this.timer = setInterval(() => void this.inTurn(() => this.refresh()).catch(() => undefined), refreshMs);
    this.timer.unref();
  }

  /** Resolves once everybody can see the mark. */
  mark(name: string): Promise<void> {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    return this.inTurn(async () => {
      await mkdir(this.own, { recursive: true });
      await writeFile(path.join(this.own, name), '');
    });
  }

  /** Takes one mark away; the name stays marked while others of this process use it. */
  unmark(name: string): Promise<void> {
    const count = (this.counts.get(name) ?? 0) - 1;
    if (count > 0) this.counts.set(name, count);
    else this.counts.delete(name);
    return this.inTurn(async () => {
      if (!this.counts.has(name)) await rm(path.join(this.own, name), { force: true });
    });
  }

  /** Whether any living process uses it. */
  async isMarked(name: string): Promise<boolean> {
    for (const instance of await readdir(this.folder).catch(() => [])) {
      const isThere = await exists(path.join(this.folder, instance, name));
      if (isThere && (await this.isAlive(instance))) return true;
    }
    return false;
  }

  /** Whether the process of that instance id still refreshes its marks. */
  async isAlive(instanceId: string): Promise<boolean> {
    if (instanceId === this.instanceId) return true;
    const found = await stat(path.join(this.folder, instanceId)).catch(() => null);
    return found !== null && Date.now() - found.mtimeMs < goneAfterMs;
  }

  /** Removes the marks of processes that are gone. */
  async removeDead(): Promise<void> {
    for (const instance of await readdir(this.folder).catch(() => []))
      if (!(await this.isAlive(instance))) await rm(path.join(this.folder, instance), { recursive: true, force: true });
  }

  /** Takes every mark of this process away. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    this.counts.clear();
    await this.inTurn(() => rm(this.own, { recursive: true, force: true }));
  }

  private get own(): string {
    return path.join(this.folder, this.instanceId);
  }

  /** Somebody may have taken this process for gone while the machine slept, so marks are written again. */
  private async refresh(): Promise<void> {
    if (this.counts.size === 0) return;
    await mkdir(this.own, { recursive: true });
    for (const name of this.counts.keys()) await writeFile(path.join(this.own, name), '');
    const now = new Date();
    await utimes(this.own, now, now);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work, work);
    this.last = done.catch(() => undefined);
    return done;
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
