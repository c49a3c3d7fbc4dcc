import type { Step } from '../../gql/graphql.ts';

/** One score value as the api sends it. */
export interface ScoreLike {
  scoreType: string;
  step: Step;
  value?: number | null;
}

/** The value for a score type and step; `undefined` while there is none, `null` when it is not finite. */
export function scoreValue(scores: readonly ScoreLike[], scoreType: string, step: Step): number | null | undefined {
  return scores.find((score) => score.scoreType === scoreType && score.step === step)?.value;
}

/** Whether the viewer gets to see anything of the test step; decides if there is a column for it. */
export const hasTestScores = (scores: readonly ScoreLike[]): boolean => scores.some(({ step }) => step === 'test');

/** Mean and standard deviation over folds; `null` when there is nothing to average. */
export function meanAndStd(values: readonly (number | null | undefined)[]): { mean: number; std: number } | null {
  const finite = values.filter((value) => value != null);
  if (finite.length === 0) return null;
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finite.length;
  return { mean, std: Math.sqrt(variance) };
}

/** The sum of what is known; `null` when nothing is. */
export function sumKnown(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value != null);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : null;
}
