import type { Log } from '@databoard/shared/log';

/** A worker that has just shown that it works is not asked again at once: a broken kit makes a fault with every fold. */
const defaultTimings = { quietMs: 10_000, retryMs: { first: 5000, most: 300_000 } };

interface HealthSettings {
  /** Runs a known answer through the whole path; throws when it comes out otherwise. */
  probe: () => Promise<void>;
  /** Told why this worker does not trust itself; null when it does again. */
  doubt: (fault: string | null) => void;
  log: Log;
  /** For tests. */
  timings?: typeof defaultTimings;
}

/**
 * Tells a broken worker from broken work: after a fault of the platform a known-answer probe decides. While it fails the
 * worker is in doubt, and tries again by itself, more and more rarely.
 */
export class Health {
  private timer: NodeJS.Timeout | undefined;
  private isTrying = false;
  private failures = 0;
  private passedAtMs = Number.NEGATIVE_INFINITY;
  private isClosed = false;
  private readonly timings;

  constructor(private readonly settings: HealthSettings) {
    this.timings = settings.timings ?? defaultTimings;
  }

  /** A fault of the platform happened here. */
  suspect(): void {
    if (this.timer !== undefined || this.isTrying) return;
    this.tryIn(Math.max(0, this.passedAtMs + this.timings.quietMs - performance.now()));
  }

  /** Somebody vouches for this worker: the next fault is looked at afresh. */
  trust(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.failures = 0;
    this.settings.doubt(null);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private tryIn(ms: number): void {
    if (this.isClosed) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.try();
    }, ms);
  }

  private async try(): Promise<void> {
    const { probe, doubt, log } = this.settings;
    this.isTrying = true;
    const fault = await probe().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    this.isTrying = false;
    if (this.isClosed) return;
    if (fault === null) {
      log.info('the known-answer probe passed');
      this.failures = 0;
      this.passedAtMs = performance.now();
      return doubt(null);
    }
    this.failures += 1;
    const { first, most } = this.timings.retryMs;
    const waitMs = Math.min(first * 2 ** (this.failures - 1), most);
    log.error({ fault, nextTrySeconds: waitMs / 1000 }, 'the known-answer probe failed: taking no jobs');
    doubt(`The known-answer probe after a fault of the platform failed: ${fault}`);
    this.tryIn(waitMs);
  }
}
