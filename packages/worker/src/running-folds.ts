/** The fold jobs in this worker's hands, each of which can be stopped by the id of its job. */
export interface RunningFolds {
  /** Runs `work` with a signal that is aborted when the job is cancelled or the worker stops. */
  run<T>(job: RunningJob, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Whether other folds of a submission are at hand. */
  hasOf(submissionDigest: string): boolean;
  cancel(jobId: string): void;
  ids(): string[];
}

/** A fold job by the id that it has in the queue, and whose it is. */
interface RunningJob {
  id: string;
  submissionDigest: string;
}

/** Cancellations that came before their job; the queue may hand out a job that is being cancelled. */
const rememberedMax = 10_000;

/** `stopping` is aborted when the worker ends without waiting any longer. */
export function createRunningFolds(stopping: AbortSignal): RunningFolds {
  const running = new Map<string, AbortController>();
  const submissions = new Map<string, string>();
  const cancelled = new Set<string>();
  return {
    async run({ id: jobId, submissionDigest }, work) {
      const controller = new AbortController();
      running.set(jobId, controller);
      submissions.set(jobId, submissionDigest);
      if (cancelled.has(jobId)) controller.abort();
      try {
        return await work(AbortSignal.any([controller.signal, stopping]));
      } finally {
        running.delete(jobId);
        submissions.delete(jobId);
        cancelled.delete(jobId);
      }
    },
    cancel(jobId) {
      cancelled.add(jobId);
      const [oldest] = cancelled;
      if (cancelled.size > rememberedMax && oldest !== undefined) cancelled.delete(oldest);
      running.get(jobId)?.abort();
    },
    hasOf: (submissionDigest) => [...submissions.values()].includes(submissionDigest),
    ids: () => [...running.keys()],
  };
}
