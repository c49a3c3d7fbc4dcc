/** A submission as far as passing on contributivity goes. */
export interface CreditingSubmission {
  id: string;
  submittedAt: Date;
  /** Its part of the blend; null where it was no candidate: it holds what it receives. */
  share: number | null;
  credits: readonly { sourceId: string; fraction: number }[];
}

/**
 * What is left to each submission once all have passed on what they owe, from the newest to the oldest. Every amount
 * stays somewhere: the total is that of the shares. Credits to anything not older, or not given here, are ignored.
 */
export function historicalContributivities(submissions: readonly CreditingSubmission[]): Map<string, number> {
  const newestFirst = submissions.toSorted((a, b) => (isOlder(a, b) ? 1 : -1));
  const place = new Map(newestFirst.map(({ id }, index) => [id, index]));
  const amounts = new Map(newestFirst.map(({ id, share }) => [id, share ?? 0]));
  for (const [index, { id, share, credits }] of newestFirst.entries()) {
    if (share === null) continue;
    const amount = amounts.get(id) ?? 0;
    let kept = amount;
    for (const { sourceId, fraction } of credits) {
      if ((place.get(sourceId) ?? -1) <= index) continue;
      const passed = Math.min(kept, amount * fraction);
      kept -= passed;
      amounts.set(sourceId, (amounts.get(sourceId) ?? 0) + passed);
    }
    amounts.set(id, kept);
  }
  return amounts;
}

/** Whether one submission was sent before another; at the same instant, their ids decide. */
export function isOlder(one: { id: string; submittedAt: Date }, other: { id: string; submittedAt: Date }): boolean {
  const difference = one.submittedAt.getTime() - other.submittedAt.getTime();
  return difference < 0 || (difference === 0 && one.id < other.id);
}
