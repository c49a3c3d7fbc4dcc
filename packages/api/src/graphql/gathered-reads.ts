/**
 * Reads for many askers at once: whoever asks while a read of the same key is on its way shares the next one. So each gets
 * an answer that was read after they asked, and at most two reads of a key go on at a time, however many ask.
 */
export class GatheredReads<V> {
  private readonly pending = new Map<string, { running: Promise<V>; next: Promise<V> | null }>();

  constructor(private readonly readOne: (key: string) => Promise<V>) {}

  read(key: string): Promise<V> {
    const known = this.pending.get(key);
    if (known === undefined) return this.start(key);
    known.next ??= known.running.then(
      () => this.start(key),
      () => this.start(key),
    );
    return known.next;
  }

  private start(key: string): Promise<V> {
    const entry = { running: this.readOne(key), next: null };
    this.pending.set(key, entry);
    const end = () => {
      if (this.pending.get(key) === entry && entry.next === null) this.pending.delete(key);
    };
    entry.running.then(end, end);
    return entry.running;
  }
}
