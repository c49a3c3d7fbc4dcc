import type { EnsembleQuery } from '../../gql/graphql.ts';

export type Blend = NonNullable<NonNullable<EnsembleQuery['event']>['blend']>;
export type Curve = NonNullable<Blend['curve']>;

/** More folds than these are neither drawn nor listed; all of them are in the line of all folds. */
export const foldsShownMax = 20;

/** Scores of ensembles of one size. */
export interface CurveRow {
  size: number;
  /** All folds together; null at sizes that were not looked at. */
  combined: number | null;
  /** The change since the last size that was looked at. */
  gain: number | null;
  /** By fold; null where the fold has chosen fewer. */
  folds: (number | null)[];
}

/** A curve size by size, from 1 to that of the largest ensemble. */
export function curveRows({ combined, folds }: Curve): CurveRow[] {
  const bySize = new Map(combined.map(({ size, value }) => [size, value ?? null]));
  let before: number | null = null;
  return Array.from({ length: largestSize({ combined, folds }) }, (_, index) => {
    const size = index + 1;
    const value = bySize.get(size) ?? null;
    const gain = value === null || before === null ? null : value - before;
    if (value !== null) before = value;
    return { size, combined: value, gain, folds: folds.map(({ values }) => values[index] ?? null) };
  });
}

/** Of the ensemble with the most members, repeats included. */
export const largestSize = ({ combined, folds }: Pick<Curve, 'combined' | 'folds'>): number =>
  Math.max(1, combined.at(-1)?.size ?? 1, ...folds.map(({ values }) => values.length));

/** All scores that there are to draw. */
export const drawnScores = (rows: readonly CurveRow[]): number[] =>
  rows.flatMap(({ combined, folds }) => [combined, ...folds]).filter((value) => value !== null);
