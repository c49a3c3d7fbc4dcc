interface Gathered<V> {
  /** Begins once all who ask at the same time have asked. */
  next: Promise<V> | null;
  running: Promise<unknown> | null;
}

/**
 * Reads for many askers at once: whoever asks before a read begins shares it, whoever asks while it goes on shares the next
 * one. So each gets an answer that was read after they asked, and one read of a key goes on at a time, however many ask.
 */
export class GatheredReads<V> {
  private readonly pending = new Map<string, Gathered<V>>();

  constructor(private readonly readOne: (key: string) => Promise<V>) {}

  read(key: string): Promise<V> {
    const entry = this.pending.get(key) ?? { next: null, running: null };
    this.pending.set(key, entry);
    entry.next ??= this.begin(key, entry);
    return entry.next;
  }

  private async begin(key: string, entry: Gathered<V>): Promise<V> {
    await entry.running;
    await new Promise((resolve) => setImmediate(resolve));
    const read = this.readOne(key);
    entry.next = null;
    entry.running = read.then(
      () => this.end(key, entry),
      () => this.end(key, entry),
    );
    return read;
  }

  private end(key: string, entry: Gathered<V>): void {
    entry.running = null;
    if (entry.next === null) this.pending.delete(key);
  }
}
