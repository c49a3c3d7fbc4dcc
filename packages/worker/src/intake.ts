import type { Log } from '@databoard/shared/log';
import type { Queue } from '@databoard/shared/queues/define-queue';

/** One queue that a worker takes jobs from. */
interface Inbox {
  queue: Pick<Queue<never>, 'drain' | 'resume'>;
  start(): void;
}

/** An inbox that hands `atOnce` jobs at a time to `handle`. */
export const inboxOf = <M>(queue: Queue<M>, atOnce: number, handle: (message: M) => Promise<void>): Inbox => ({
  queue,
  start: () => queue.process(atOnce, handle),
});

/** The same where a job gives its place to the next one before it is done. */
export const inboxInTwoParts = <M>(
  queue: Queue<M>,
  atOnce: number,
  handle: (message: M, release: () => void) => Promise<void>,
): Inbox => ({
  queue,
  start: () => queue.processInTwoParts(atOnce, handle),
});

/** All queues that a worker takes jobs from, opened and closed together. */
export class Intake {
  private isOpen = false;
  private hasStarted = false;
  private closed: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly inboxes: readonly Inbox[],
    private readonly log: Log,
  ) {}

  /** Takes jobs from now on, or takes none and lets those at hand go on. */
  set(isOpen: boolean): void {
    if (this.isOpen === isOpen) return;
    this.isOpen = isOpen;
    if (isOpen && !this.hasStarted) {
      this.hasStarted = true;
      for (const inbox of this.inboxes) inbox.start();
      return;
    }
    const changes = this.inboxes.map(({ queue }) =>
      (isOpen ? queue.resume() : queue.drain()).catch((err: unknown) =>
        this.log.error({ err, isOpen }, 'a queue could not be opened or closed'),
      ),
    );
    if (!isOpen) this.closed = Promise.all(changes);
  }

  /** Takes no more jobs; resolves when those at hand are done. */
  async end(): Promise<void> {
    this.set(false);
    await this.closed;
  }
}
