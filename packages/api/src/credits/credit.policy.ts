import type { Audience } from '../submissions/submission.policy.js';

/** How long after closing credits may still be declared: whoever submits in the last minute owes somebody, too. */
const graceSeconds = 86_400;
/** Sources of one submission. */
export const creditsMax = 20;
// Fractions that people type in percent do not sum to 1 in every bit.
const sumTolerance = 1e-9;

/** Saying whom a submission owes: its own team alone. Until when is told as a refusal. */
export const canDeclareCredits = ({ isOwnTeam }: Audience): boolean => isOwnTeam;

/** Whether it is late: credits are final a day after the event has closed, and in the archive. */
export const areCreditsFinal = (
  { closesAt, isArchived }: { closesAt: Date; isArchived: boolean },
  now: Date,
): boolean => isArchived || now.getTime() >= closesAt.getTime() + graceSeconds * 1000;

/** What is wrong with a set of credits by itself, as a sentence; null if nothing is. */
export function faultOfCredits(credits: readonly { sourceId: string; fraction: number }[]): string | null {
  if (credits.length > creditsMax) return `At most ${creditsMax} submissions can be credited.`;
  if (credits.some(({ fraction }) => !(fraction > 0 && fraction <= 1))) return 'A credit is more than 0 and at most 1.';
  if (new Set(credits.map(({ sourceId }) => sourceId)).size < credits.length) return 'A submission is there twice.';
  const sum = credits.reduce((total, { fraction }) => total + fraction, 0);
  return sum > 1 + sumTolerance ? 'Credits sum to more than 1; what is left of 1 is your own.' : null;
}
