/** Closes a set at compile time; at run time an unknown member throws, so that the unknown case fails instead of passing. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
