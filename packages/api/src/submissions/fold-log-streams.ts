import { setTimeout as sleep } from 'node:timers/promises';
import { type FoldLogChunk, foldLogKey } from '@databoard/shared/fold-log';
import { type FoldLogName, foldLogReadMax, readFoldLogs } from '@databoard/shared/fold-log-stream';
import type { Log } from '@databoard/shared/log';
import type { Redis } from 'ioredis';

/** Hears of chunks in order; of some twice, where another watcher has asked for them again. */
type Watcher = (chunks: readonly FoldLogChunk[]) => void;

interface Watched {
  /** Up to here the stream has been read. */
  afterSeq: number;
  watchers: Set<Watcher>;
}

/** Live to the eye; and with a message each time, not too many for a browser to show. */
const readEveryMs = 150;
const sleepAfterFailureMs = 1_000;

/**
 * Reads the logs of running folds, for all viewers of this process together: one command asks for all streams that
 * anyone watches. It asks again and again rather than blocking a connection, so a stream that is gone, late or empty
 * needs no care.
 */
export class FoldLogStreams {
  private readonly watched = new Map<string, Watched>();
  private isReading = false;
  private isClosed = false;

  constructor(
    private readonly redis: Redis,
    private readonly log: Log,
  ) {}

  /** Hands over what is there beyond `afterSeq` and what comes, until the returned function is called. */
  watch(name: FoldLogName, afterSeq: number, watcher: Watcher): () => void {
    const key = foldLogKey(name);
    const entry = this.watched.get(key) ?? { afterSeq, watchers: new Set() };
    entry.afterSeq = Math.min(entry.afterSeq, afterSeq);
    entry.watchers.add(watcher);
    this.watched.set(key, entry);
    if (!this.isReading) void this.readWhileWatched();
    return () => {
      entry.watchers.delete(watcher);
      if (entry.watchers.size === 0 && this.watched.get(key) === entry) this.watched.delete(key);
    };
  }

  /** What is there now beyond `afterSeq`. */
  async read(name: FoldLogName, afterSeq: number): Promise<FoldLogChunk[]> {
    const key = foldLogKey(name);
    const found: FoldLogChunk[] = [];
    for (;;) {
      const place = found.at(-1)?.seq ?? afterSeq;
      const chunks = (await readFoldLogs(this.redis, [{ key, afterSeq: place }])).get(key) ?? [];
      found.push(...chunks);
      if (chunks.length < foldLogReadMax) return found;
    }
  }

  close(): void {
    this.isClosed = true;
    this.watched.clear();
  }

  private async readWhileWatched(): Promise<void> {
    this.isReading = true;
    while (this.watched.size > 0) {
      try {
        const isMoreThere = await this.readWatched();
        if (!isMoreThere) await sleep(readEveryMs, undefined, { ref: false });
      } catch (error) {
        if (this.isClosed) break;
        this.log.warn({ err: error }, 'live logs could not be read');
        await sleep(sleepAfterFailureMs, undefined, { ref: false });
      }
    }
    this.isReading = false;
  }

  /** Whether a stream had more than was asked for. */
  private async readWatched(): Promise<boolean> {
    const wanted = [...this.watched].map(([key, { afterSeq }]) => ({ key, afterSeq }));
    const news = await readFoldLogs(this.redis, wanted);
    let isMoreThere = false;
    for (const { key, afterSeq } of wanted) {
      const entry = this.watched.get(key);
      const chunks = news.get(key);
      const last = chunks?.at(-1);
      if (!entry || !chunks || !last) continue;
      isMoreThere ||= chunks.length >= foldLogReadMax;
      // Someone who came meanwhile wants earlier ones: those first, and these then.
      if (entry.afterSeq !== afterSeq) continue;
      entry.afterSeq = last.seq;
      for (const watcher of entry.watchers) watcher(chunks);
    }
    return isMoreThere;
  }
}
