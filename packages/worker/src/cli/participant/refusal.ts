import { CommandFailed, exitCode } from '../exit-code.js';
import { timeWords, untilWords } from './time-words.js';

/** A "no" of the platform, as data. */
export interface Refusal {
  reason: string;
  field: string | null;
  line: number | null;
  message: string;
  nextAllowedAt: string | null;
}
export const refusalFields = 'refusal { reason field line message nextAllowedAt }';

/** A refusal for people: what is wrong, where, and from when on it would pass. */
export function describeRefusal({ reason, field, line, message, nextAllowedAt }: Refusal, now = new Date()): string {
  const place = field === null || line === null ? '' : `${field}:${line}: `;
  const text = `${place}${message} (${reason})`;
  if (nextAllowedAt === null) return text;
  return `${text}\nNext allowed: ${timeWords(nextAllowedAt)}${untilWords(nextAllowedAt, now)}.`;
}

/** Ends the command where the platform said no. */
export function throwRefusal(refusal: Refusal | null): void {
  if (refusal !== null) throw new CommandFailed(describeRefusal(refusal), exitCode.refused);
}

/** What is left of a quota: `2 left today, 8 in total`; empty without caps. */
export function quotaWords({ leftToday, leftTotal }: { leftToday: number | null; leftTotal: number | null }): string {
  const today = leftToday === null ? [] : [`${leftToday} left today (UTC)`];
  const total = leftTotal === null ? [] : [`${leftTotal} left in total`];
  return [...today, ...total].join(', ');
}
