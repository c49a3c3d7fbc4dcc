import type { Clock } from '../clock.js';
import { type Refusal, refusal } from '../refusal.js';
import { isPasswordRight } from './password.js';
import type { RateLimits } from './rate-limits.js';

const freshMinutes = 10;

interface Proof {
  account: { id: string; passwordHash?: string | null | undefined };
  password: string | null;
  /** When the session began that the request came with. */
  signedInAt: Date | null;
}

/**
 * Whether the owner is at the keyboard and not whoever found it unlocked; null when so. Who has a password gives it again;
 * who signs in with an identity provider has done so within ten minutes. Counts tries.
 */
export async function refuseUnproven(
  { account, password, signedInAt }: Proof,
  { rateLimits, clock }: { rateLimits: RateLimits; clock: Clock },
): Promise<Refusal | null> {
  await rateLimits.countPasswordCheck(account.id);
  const hash = account.passwordHash ?? null;
  if (hash !== null) {
    return (await isPasswordRight(password ?? '', hash))
      ? null
      : refusal('WRONG_CREDENTIALS', 'This is not your password.', { field: 'currentPassword' });
  }
  const isFresh = signedInAt !== null && clock.now().getTime() - signedInAt.getTime() < freshMinutes * 60_000;
  return isFresh
    ? null
    : refusal('WRONG_CREDENTIALS', `Sign out and in again, then do this within ${freshMinutes} minutes.`);
}
