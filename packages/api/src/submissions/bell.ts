/** Wakes one who waits. A ring that comes before the wait is not lost; many rings are one. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, when the time is up, or at once when it is closed. */
  wait(timeoutMs: number): Promise<void>;
  close(): void;
  isClosed(): boolean;
}

export function createBell(): Bell {
  let hasRung = false;
  let isClosed = false;
  let wake = () => {};
  const ring = () => {
    hasRung = true;
    wake();
  };
  return {
    ring,
    async wait(timeoutMs) {
      if (!hasRung && !isClosed) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          timer = setTimeout(resolve, timeoutMs);
          wake = resolve;
        });
        clearTimeout(timer);
      }
      hasRung = false;
    },
    close() {
      isClosed = true;
      wake();
    },
    isClosed: () => isClosed,
  };
}
