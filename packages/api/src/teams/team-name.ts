import { type Refusal, refusal } from '../refusal.js';

/** What two names of one event must not have in common. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase();

/** A name as it is kept: without space around it, and one space between words. */
export const tidyName = (name: string): string => name.trim().replaceAll(/\s+/g, ' ');

const pattern = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{P}\p{M} ]{0,48}[\p{L}\p{N}\p{P}\p{M}])?$/u;

/** The rule for names of teams; null when it is kept. */
export const refuseTeamName = (name: string): Refusal | null =>
  // Some single letters are long words once they are made comparable.
  pattern.test(name) && nameKey(name).length <= 100
    ? null
    : refusal(
        'INVALID',
        'A team’s name has 1 to 50 letters, digits, spaces or punctuation, and begins with a letter or digit.',
        { field: 'name' },
      );
