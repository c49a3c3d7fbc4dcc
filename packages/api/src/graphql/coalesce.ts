/** Turns bursts into few calls: the first ask fires at once, later ones at most once per interval, the last is never lost. */
export interface Coalescer {
  ask(key: string): void;
  /** Fires without waiting; for news that people wait for. */
  fireNow(key: string): void;
  /** Forgets what is pending and fires no more. */
  close(): void;
}

export function createCoalescer(intervalMs: number, fire: (key: string) => void): Coalescer {
  const pending = new Map<string, { timer: NodeJS.Timeout; isAsked: boolean }>();

  let isClosed = false;
  const fireNow = (key: string) => {
    if (isClosed) return;
    clearTimeout(pending.get(key)?.timer);
    pending.set(key, { timer: setTimeout(() => rest(key), intervalMs), isAsked: false });
    fire(key);
  };
  const rest = (key: string) => {
    if (pending.get(key)?.isAsked === true) fireNow(key);
    else pending.delete(key);
  };
  return {
    ask(key) {
      const entry = pending.get(key);
      if (entry === undefined) fireNow(key);
      else entry.isAsked = true;
    },
    fireNow,
    close() {
      isClosed = true;
      for (const { timer } of pending.values()) clearTimeout(timer);
      pending.clear();
    },
  };
}
