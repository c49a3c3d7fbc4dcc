import type { ChartsQuery } from '../../gql/graphql.ts';

export type Chart = NonNullable<ChartsQuery['event']>['boardChart'];
export type Point = Chart['points'][number];

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
