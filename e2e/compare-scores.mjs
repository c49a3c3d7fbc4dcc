// Scores travel as JSON: numbers, and the words for what JSON has no number for.
const WORDS = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY };
const numberOf = (value) => (typeof value === 'number' ? value : WORDS[value]);

/** All scores of `{ folds, bagged }` as `place → value`, for example `fold 3 valid auc`. */
export function flattenScores({ folds, bagged }) {
  const places = folds.map((fold, index) => [`fold ${index}`, fold]);
  const flat = new Map();
  for (const [place, byStep] of [...places, ['bagged', bagged]])
    for (const [step, scores] of Object.entries(byStep))
      for (const [name, value] of Object.entries(scores)) flat.set(`${place} ${step} ${name}`, numberOf(value));
  return flat;
}

/** The largest absolute difference between two sets of scores, and where it is. What only one side has counts as infinite. */
export function largestDifference(actual, expected) {
  const [a, b] = [flattenScores(actual), flattenScores(expected)];
  let worst = { difference: 0, place: 'nowhere', compared: b.size };
  for (const place of new Set([...a.keys(), ...b.keys()])) {
    const [x, y] = [a.get(place), b.get(place)];
    const difference = Object.is(x, y) ? 0 : Math.abs(x - y);
    if (!(difference <= worst.difference))
      worst = { ...worst, difference: Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference, place };
  }
  return worst;
}

/** Scores as GraphQL answers them, in the form of `databoard test --json`. */
export function scoresOfEvaluation({ foldRuns, baggedScores }) {
  const byStep = (scores) => {
    const result = {};
    for (const { step, scoreType, value } of scores) {
      result[step] ??= {};
      result[step][scoreType] = value ?? 'nan';
    }
    return result;
  };
  return { folds: foldRuns.map(({ scores }) => byStep(scores)), bagged: byStep(baggedScores) };
}
