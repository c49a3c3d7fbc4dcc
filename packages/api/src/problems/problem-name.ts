import { type Refusal, refusal } from '../refusal.js';

/** The rule for problems' names; null when it is kept. */
export const refuseProblemName = (name: string): Refusal | null =>
  /^[a-z0-9][a-z0-9_-]{0,62}$/.test(name)
    ? null
    : refusal('INVALID', 'A problem’s name has 1 to 63 lower-case letters, digits, “_” or “-”.', { field: 'name' });
