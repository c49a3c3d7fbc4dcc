/** The value below which `share` of the values lie (nearest rank; `share` 0.95 of ten values is the largest). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('There is no percentile of nothing.');
  return value;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const lower = percentile(values, 0.5);
  const upper = -percentile(
    values.map((value) => -value),
    0.5,
  );
  return (lower + upper) / 2;
}

/** Milliseconds with a precision that a clock under load can bear. */
export const roundMs = (ms: number): number => Math.round(ms * 10) / 10;
