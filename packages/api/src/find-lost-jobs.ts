/** An unfinished piece of work as its row stands. */
export interface UnfinishedWork {
  id: string;
  attempt: number;
  /** Whether the job of this attempt was put in the queue. */
  isDispatched: boolean;
}

interface QueueView {
  jobs: { has(jobId: string): Promise<boolean> };
  reports: { depth(): Promise<number> };
}

/** A row this long untouched is no longer in anybody's hands between two steps. */
export const untouchedForMs = 3000;

const askedAtOnce = 200;

/**
 * Splits unfinished work into what was never sent and what was sent but is neither in the queue, nor with a worker, nor
 * among the reports still to be read. The order matters: a worker reports before its job goes away, so a job that is
 * gone while no report waits has nobody left to speak for it.
 */
export async function findLostJobs<W extends UnfinishedWork>(
  work: readonly W[],
  jobIdOf: (work: W) => string,
  { jobs, reports }: QueueView,
): Promise<{ unsent: W[]; lost: W[] }> {
  const unsent = work.filter(({ isDispatched }) => !isDispatched);
  const gone: W[] = [];
  const sent = work.filter(({ isDispatched }) => isDispatched);
  for (let start = 0; start < sent.length; start += askedAtOnce) {
    const some = sent.slice(start, start + askedAtOnce);
    const present = await Promise.all(some.map((candidate) => jobs.has(jobIdOf(candidate))));
    gone.push(...some.filter((_, index) => present[index] === false));
  }
  const mayBeLost = gone.length > 0 && (await reports.depth()) === 0;
  return { unsent, lost: mayBeLost ? gone : [] };
}
