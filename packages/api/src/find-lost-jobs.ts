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

/** Reports wait no longer than this, even where some always wait. */
const reportsTakeMs = 6000;

/** Since when each job of a queue is known to be gone; of one process, by its queue. */
const goneSince = new WeakMap<object, Map<string, number>>();

/**
 * Splits unfinished work into what was never sent and what was sent but is neither in the queue, nor with a worker, nor
 * among the reports still to be read. The order matters: a worker reports before its job goes away, so a job that is
 * gone while no report waits, or gone for longer than reports wait, has nobody left to speak for it.
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
  const now = Date.now();
  const known = goneSince.get(jobs) ?? new Map<string, number>();
  const current = new Map(gone.map((candidate) => [jobIdOf(candidate), known.get(jobIdOf(candidate)) ?? now]));
  goneSince.set(jobs, current);
  if (gone.length === 0) return { unsent, lost: [] };
  const isNoReportWaiting = (await reports.depth()) === 0;
  const lost = gone.filter(
    (candidate) => isNoReportWaiting || now - (current.get(jobIdOf(candidate)) ?? now) > reportsTakeMs,
  );
  return { unsent, lost };
}
