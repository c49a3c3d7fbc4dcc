import { isDeepStrictEqual } from 'node:util';
import type { CheckedRun, KitFinding, KitMeasurements } from '@databoard/shared/kit-check';
import type { ScoreTypeDescription } from '@databoard/shared/problem-description';

/** Where the mean of the labels is a fair guess; a distribution's, say, is a guess without any width. */
const meanIsFair = new Set(['multiclass', 'regression', 'combined']);

/** What the official validation scores say about how labels and features hang together. Pure. */
export function* labelFindings(
  { startingKit, constant, permuted }: KitMeasurements,
  official: ScoreTypeDescription,
  predictionType: string,
): Generator<KitFinding> {
  if (constant.message !== null) {
    const text = `There is no constant predictor to compare with: ${constant.message}`;
    yield { severity: 'note', text: text.slice(0, 2000) };
  }
  if (startingKit.message !== null) return;
  const best = official.isLowerTheBetter ? official.minimum : official.maximum;
  const own = validScores(startingKit, official);
  if (best !== null && own.length > 0 && own.every((value) => value === best)) {
    const text = `The starting kit reaches the best possible ${official.name} on the validation rows of every fold: is the problem that easy, or do the features give the target away?`;
    yield { severity: 'warning', text };
  }
  const gains = gainsOver(constant, startingKit, official);
  if (gains.length > 0 && mean(gains) <= 0) {
    const text = `The starting kit is no better than a predictor that ignores all features: ${official.name} on validation rows is ${show(startingKit, official)} on average over folds, the constant predictor's ${show(constant, official)}.`;
    yield { severity: 'warning', text };
  }
  yield* permutedFindings({ startingKit, constant, permuted }, official, predictionType, gains);
}

function* permutedFindings(
  { startingKit, constant, permuted }: Pick<KitMeasurements, 'startingKit' | 'constant' | 'permuted'>,
  official: ScoreTypeDescription,
  predictionType: string,
  startingGains: readonly number[],
): Generator<KitFinding> {
  if (permuted.message !== null) {
    const text = `Learning from permuted labels was not tried to the end: ${permuted.message}`;
    yield { severity: 'note', text: text.slice(0, 2000) };
    return;
  }
  if (isDeepStrictEqual(foldScores(permuted), foldScores(startingKit))) {
    const text =
      'The starting kit scores exactly the same when the training labels are permuted: what it predicts does not ' +
      'depend on which row has which label. So that run says nothing about leaking labels.';
    yield { severity: 'note', text };
    return;
  }
  if (!meanIsFair.has(predictionType)) {
    const text =
      'Whether labels leak cannot be told from permuted labels here: for predictions of this kind the constant ' +
      'predictor is no fair comparison. Compare the scores of permuted labels and of the starting kit yourself.';
    yield { severity: 'note', text };
    return;
  }
  const gains = gainsOver(constant, permuted, official);
  if (!isClearlyBetter(gains, mean(startingGains))) return;
  const text = `Labels may leak: even when it learns from permuted labels, the starting kit beats the constant predictor on validation rows in every fold (${official.name} ${show(permuted, official)} against ${show(constant, official)} on average). The true labels then reach submissions by another way than y (files, names, the order of rows, the code of the kit), unless this score merely favours another constant than the mean.`;
  yield { severity: 'warning', text };
}

/**
 * The statistic is the gain over the constant predictor in the official validation score, fold by fold. Noise beats a
 * constant in some folds and by a little, and folds share rows, so that their errors are not independent: we ask for a
 * gain in every fold, for a mean of three standard errors, and for a quarter of what true labels gain.
 */
function isClearlyBetter(gains: readonly number[], startingGain: number): boolean {
  if (gains.length === 0 || !gains.every((gain) => gain > 0)) return false;
  const average = mean(gains);
  const variance = mean(gains.map((gain) => (gain - average) ** 2)) * (gains.length / Math.max(1, gains.length - 1));
  const standardError = Math.sqrt(variance / gains.length);
  return average > 3 * standardError && !(average < startingGain / 4);
}

const foldScores = ({ scores }: CheckedRun) => scores.filter(({ foldIndex }) => foldIndex !== null);

const validOf = (run: CheckedRun, { name }: ScoreTypeDescription) =>
  foldScores(run).filter(({ scoreType, step }) => scoreType === name && step === 'valid');

const validScores = (run: CheckedRun, official: ScoreTypeDescription): number[] =>
  validOf(run, official).map(({ value }) => value);

/** How much better than `base` a run is, in each fold where both are finite. */
function gainsOver(base: CheckedRun, run: CheckedRun, official: ScoreTypeDescription): number[] {
  const sign = official.isLowerTheBetter ? -1 : 1;
  const before = new Map(validOf(base, official).map(({ foldIndex, value }) => [foldIndex, value]));
  return validOf(run, official)
    .map(({ foldIndex, value }) => sign * (value - (before.get(foldIndex) ?? Number.NaN)))
    .filter(Number.isFinite);
}

/** Of no values: NaN, which is neither above nor below anything. */
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const show = (run: CheckedRun, official: ScoreTypeDescription): string =>
  mean(validScores(run, official)).toFixed(Math.min(official.precision, 6));
