import type { Log } from '@databoard/shared/log';
import { type Dispatched, prefetchedFolds } from './dispatch-due-folds.js';

/** What starts rounds of dispatching. Never fails and never waits; what it misses, the sweeper's own rounds find. */
export interface Scheduler {
  /** Folds have come to wait. */
  wake(): void;
  /** Folds have ended, so that others may have room. */
  foldsEnded(): void;
  close(): Promise<void>;
}

interface SchedulerDeps {
  dispatch(): Promise<Dispatched>;
  /** How many fold jobs wait in the queue. */
  waiting(): Promise<number>;
  log: Log;
}

/** Rounds that follow each other at once would find little to do. */
const gapMs = 20;

/** Makes the scheduler of this process: one round at a time, and one more for all wakes that came meanwhile. */
export function createScheduler({ dispatch, waiting, log }: SchedulerDeps): Scheduler {
  let running: Promise<void> | null = null;
  let isAsked = false;
  let isClosed = false;
  // Another process may have left folds waiting.
  let isMoreWaiting = true;

  const round = async () => {
    while (isAsked && !isClosed) {
      isAsked = false;
      await dispatch().then(
        (dispatched) => {
          isMoreWaiting = dispatched.isMoreWaiting;
        },
        (error: unknown) => {
          isMoreWaiting = true;
          if (!isClosed) log.error({ err: error }, 'folds could not be dispatched; the sweeper will try again');
        },
      );
      if (!isClosed) await new Promise((resolve) => setTimeout(resolve, gapMs));
    }
    running = null;
  };
  const wake = () => {
    isAsked = true;
    running ??= round();
  };
  return {
    wake,
    foldsEnded() {
      if (!isMoreWaiting || isClosed) return;
      void waiting().then(
        (count) => (count <= prefetchedFolds / 2 ? wake() : undefined),
        () => undefined,
      );
    },
    async close() {
      isClosed = true;
      await running;
    },
  };
}
