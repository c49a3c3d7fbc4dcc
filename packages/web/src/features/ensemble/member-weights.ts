import type { EnsembleQuery } from '../../gql/graphql.ts';

export type Member = NonNullable<NonNullable<EnsembleQuery['event']>['blend']>['members'][number];

interface MemberRow {
  submission: Member['submission'];
  /** Over all folds: its contributivity. */
  mean: number;
  weights: Map<number, { weight: number; places: number }>;
}

/** Members of all folds as one row per submission, the largest contributivity first, and the folds in order. */
export function weightsBySubmission(members: readonly Member[]): { rows: MemberRow[]; folds: number[] } {
  const folds = [...new Set(members.map(({ foldIndex }) => foldIndex))].toSorted((a, b) => a - b);
  const rows = new Map<string, MemberRow>();
  for (const { submission, foldIndex, weight, places } of members) {
    const row = rows.get(submission.id) ?? { submission, mean: 0, weights: new Map() };
    row.weights.set(foldIndex, { weight, places });
    row.mean += weight / folds.length;
    rows.set(submission.id, row);
  }
  return { rows: [...rows.values()].toSorted((a, b) => b.mean - a.mean), folds };
}
