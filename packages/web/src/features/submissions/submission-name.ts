/** The api's rule, told early: 5–40 characters, letters, digits, `_ - .`. */
export const submissionNamePattern = /^[A-Za-z0-9_.-]{5,40}$/;

/** What is wrong with a name, or `null`. */
export function nameProblem(name: string, taken: readonly string[]): string | null {
  if (name.length < 5) return 'At least 5 characters.';
  if (name.length > 40) return 'At most 40 characters.';
  if (!submissionNamePattern.test(name)) return 'Letters, digits and _ - . only.';
  if (taken.includes(name)) return 'You have used this name already.';
  return null;
}

/** A free name that continues the newest one: `forest_2` after `forest`; `first_try` at the start. */
export function proposeName(newestFirst: readonly string[]): string {
  const newest = newestFirst[0];
  if (newest === undefined) return 'first_try';
  const [, stem = newest, digits] = /^(.*?)(?:_(\d{1,4}))?$/.exec(newest) ?? [];
  let number = digits ? Number(digits) + 1 : 2;
  const named = (count: number) => `${stem.slice(0, 34)}_${count}`;
  while (newestFirst.includes(named(number))) number += 1;
  const name = named(number);
  return submissionNamePattern.test(name) ? name : `attempt_${newestFirst.length + 1}`;
}
