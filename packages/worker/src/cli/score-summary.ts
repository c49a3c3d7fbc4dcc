import type { ScoreTypeDescription } from '@databoard/shared/problem-description';
import { type Score, type Step, scoreValue, steps } from '@databoard/shared/score';

/** Scores of one step by score type, in the kit's order. */
export type ScoresByName = Record<string, number>;
/** Scores of one fold by step. Without test data there is no `test`. */
export type ScoresByStep = Partial<Record<Step, ScoresByName>>;

/** What a submission scored: every fold, the mean over folds, and the scores of the fold-averaged predictions. */
export interface ScoreSummary {
  folds: ScoresByStep[];
  mean: ScoresByStep;
  bagged: ScoresByStep;
}

/** Brings scores as workers report them into the form that people and scripts compare. */
export function summariseScores(
  scoreTypes: readonly ScoreTypeDescription[],
  folds: readonly (readonly Score[])[],
  bagged: readonly Score[],
): ScoreSummary {
  const names = scoreTypes.map((type) => type.name);
  const byFold = folds.map((scores) => byStep(names, scores));
  return { folds: byFold, mean: overFolds(byFold, mean), bagged: byStep(names, bagged) };
}

/** Puts one number per step and score type in the place of the folds' numbers; NaN in a fold stays NaN. */
export function overFolds(folds: readonly ScoresByStep[], reduce: (values: number[]) => number): ScoresByStep {
  const result: ScoresByStep = {};
  for (const step of steps) {
    const ofStep = folds.map((fold) => fold[step]).filter((scores) => scores !== undefined);
    const [first] = ofStep;
    if (first === undefined || ofStep.length < folds.length) continue;
    const values = (name: string) => ofStep.map((scores) => scores[name] ?? Number.NaN);
    result[step] = Object.fromEntries(Object.keys(first).map((name) => [name, reduce(values(name))]));
  }
  return result;
}

export const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The standard deviation of these values themselves (population), as RAMP shows it. */
export function standardDeviation(values: number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** JSON with numbers in full precision. JSON has no NaN or infinity: these are the words `nan`, `inf`, `-inf`. */
export const toJson = (value: object): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'number' ? scoreValue.encode(inner) : inner));

function byStep(names: readonly string[], scores: readonly Score[]): ScoresByStep {
  const result: ScoresByStep = {};
  for (const step of steps) {
    const ofStep = new Map(
      scores.filter((score) => score.step === step).map((score) => [score.scoreType, score.value]),
    );
    if (ofStep.size === 0) continue;
    const missing = names.filter((name) => !ofStep.has(name));
    if (missing.length > 0) throw new Error(`No ${step} score came back for ${missing.join(', ')}.`);
    result[step] = Object.fromEntries(names.map((name) => [name, ofStep.get(name) as number]));
  }
  return result;
}
