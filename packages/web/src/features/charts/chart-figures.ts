import type { ChartsQuery } from '../../gql/graphql.ts';
import type { ScoreFormat } from '../../lib/score-words.ts';

export type Chart = NonNullable<ChartsQuery['event']>['boardChart'];
export type Point = Chart['points'][number];

/** Okabe and Ito's colours, which all eyes tell apart; marks differ in shape or size as well. */
export const colours = { others: '#0072b2', mine: '#e69f00', best: '#d55e00', bar: '#009e73' };

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

/** The best score so far as a line: up at each better one, level in between and on to the last submission. */
export function bestLine(chart: Pick<Chart, 'bestSoFar' | 'points'>): { at: number; best: number }[] {
  const line: { at: number; best: number }[] = [];
  for (const { submittedAt, value } of chart.bestSoFar) {
    const at = Date.parse(submittedAt);
    const before = line.at(-1);
    if (before !== undefined) line.push({ at, best: before.best });
    line.push({ at, best: value });
  }
  const last = chart.points.at(-1);
  const final = line.at(-1);
  if (final !== undefined && last !== undefined) line.push({ at: Date.parse(last.submittedAt), best: final.best });
  return line;
}
