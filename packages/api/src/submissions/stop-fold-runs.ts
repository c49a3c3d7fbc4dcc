import { foldJobId } from '@databoard/shared/queues/fold-jobs';
import type { Queues } from '../services.js';

/** Tells every worker to stop these jobs, by id. A hint: what is not stopped ends by itself, and its report is dropped. */
export type StopJobs = (jobIds: readonly string[]) => Promise<void>;

/** Takes the jobs of ended fold runs out of the queue, and out of the hands of workers. After the commit. */
export async function stopFoldRuns(
  runs: readonly { id: string; attempt: number }[],
  { queues, stopJobs }: { queues: Pick<Queues, 'folds'>; stopJobs: StopJobs },
): Promise<void> {
  const jobIds = runs.map(({ id, attempt }) => foldJobId({ foldRunId: id, attempt }));
  // First the queue: a job that a worker takes in between is there to be stopped.
  await Promise.all(jobIds.map((jobId) => queues.folds.remove(jobId)));
  await stopJobs(jobIds);
}
