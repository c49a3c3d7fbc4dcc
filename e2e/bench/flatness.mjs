// A figure wobbles while it is flat, and creeps when something leaks. It counts as rising when both hold: over the time
// looked at it grows by more than it is allowed, and the order of its values could hardly come by chance.
const LEAST_VALUES = 8;
const ALLOWED_SHARE = 0.05;
/** Mann-Kendall's z of a trend that chance brings once in a hundred runs. */
const CERTAIN = 2.33;

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const round = (value) => Math.round(value * 1000) / 1000;

/** The slope of points `[minute, value]`: the median over all pairs, which a few outliers do not move (Theil and Sen). */
export function slopeOf(points) {
  const slopes = points.flatMap(([x, y], index) =>
    points.slice(index + 1).map(([laterX, laterY]) => (laterY - y) / (laterX - x)),
  );
  return slopes.length > 0 ? median(slopes) : 0;
}

/** How surely values rise (positive) or fall: Mann and Kendall's z, equal values taken into account. */
export function trendOf(values) {
  const count = values.length;
  let sum = 0;
  for (const [index, value] of values.entries())
    for (const later of values.slice(index + 1)) sum += Math.sign(later - value);
  const ties = Object.values(Object.groupBy(values, String)).map(({ length }) => length);
  const spread = (n) => n * (n - 1) * (2 * n + 5);
  const variance = (spread(count) - ties.reduce((total, n) => total + spread(n), 0)) / 18;
  return variance > 0 ? (sum - Math.sign(sum)) / Math.sqrt(variance) : 0;
}

/**
 * Judges one figure by its values at these minutes. The first third warms up and is left out. `allowed` is what it may grow
 * in absolute terms where a twentieth of its mean is less. `flat` is null when there are too few values to tell.
 */
export function judgeFigure(minutes, values, allowed) {
  const settled = minutes.map((minute, index) => [minute, values[index]]).slice(Math.ceil(minutes.length / 3));
  const after = settled.map(([, value]) => value);
  const summary = { first: round(values[0]), last: round(values.at(-1)), max: round(Math.max(...values)) };
  if (settled.length < LEAST_VALUES) return { ...summary, slopePerMinute: null, flat: null };
  const slope = slopeOf(settled);
  const growth = slope * (settled.at(-1)[0] - settled[0][0]);
  const mean = after.reduce((sum, value) => sum + value, 0) / after.length;
  const isRising = growth > Math.max(allowed, ALLOWED_SHARE * mean) && trendOf(after) > CERTAIN;
  return { ...summary, slopePerMinute: round(slope), flat: !isRising };
}
