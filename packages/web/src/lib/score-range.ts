import type { ScoreFormat } from './score-words.ts';

/** Below so many points, each is worth its room. */
const robustFrom = 20;
const outerShare = 0.05;

/**
 * The range of scores to draw: from the best to the worst, but for the worst twentieth where it lies far off; one broken
 * model must not press all others into a line. `outside` counts what is not drawn.
 */
export function scoreRange(
  values: readonly number[],
  { isLowerTheBetter }: Pick<ScoreFormat, 'isLowerTheBetter'>,
): { low: number; high: number; outside: number } {
  const bestFirst = values.toSorted((a, b) => (isLowerTheBetter ? a - b : b - a));
  const best = bestFirst[0] ?? 0;
  const worst = bestFirst.at(-1) ?? 0;
  const usual = bestFirst[Math.floor((1 - outerShare) * (bestFirst.length - 1))] ?? worst;
  const isFarOff = bestFirst.length >= robustFrom && Math.abs(worst - best) > 3 * Math.abs(usual - best);
  const last = isFarOff ? usual : worst;
  const margin = Math.abs(last - best) * 0.06 || Math.abs(best) * 0.05 || 0.05;
  const low = Math.min(best, last) - margin;
  const high = Math.max(best, last) + margin;
  return { low, high, outside: values.filter((value) => value < low || value > high).length };
}
