/** The mean; undefined of nothing, null where one of the values is not finite. */
export function meanOf(values: readonly (number | null)[]): number | null | undefined {
  if (values.length === 0) return undefined;
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum / values.length;
}
