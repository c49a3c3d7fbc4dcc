import { type Refusal, refusal } from '../refusal.js';
import type { KeywordKind } from './keyword.entity.js';

export interface Keyword {
  kind: KeywordKind;
  name: string;
}

const keywordsMax = 20;
const nameMax = 60;

/** Lower case, single spaces, none twice, in the order given. */
export function tidyKeywords(keywords: readonly Keyword[]): Keyword[] {
  const tidy = keywords.map(({ kind, name }) => ({ kind, name: tidyKeyword(name) }));
  return tidy.filter(
    ({ kind, name }, index) => tidy.findIndex((other) => other.kind === kind && other.name === name) === index,
  );
}

/** One keyword's name as it is kept and compared. */
export const tidyKeyword = (name: string): string =>
  name.normalize('NFC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();

/** The rules for tidy keywords; null when they are kept. */
export function refuseKeywords(keywords: readonly Keyword[]): Refusal | null {
  const field = 'keywords';
  if (keywords.length > keywordsMax) {
    return refusal('TOO_MANY', `A problem has at most ${keywordsMax} keywords.`, { field });
  }
  const wrong = keywords.find(
    ({ name }) => name.length > nameMax || !/^[\p{L}\p{N}][\p{L}\p{N} +#&'’./-]*$/u.test(name),
  );
  if (wrong === undefined) return null;
  return refusal(
    'INVALID',
    wrong.name === ''
      ? 'A keyword is not empty.'
      : `“${wrong.name.slice(0, 80)}” is no keyword: 1 to ${nameMax} letters, digits and spaces.`,
    { field },
  );
}
