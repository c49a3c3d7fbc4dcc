import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.js';
import { limitKeyOf } from './network-of.js';

/** Slows down guessing, and mails that nobody asked for. Throws RATE_LIMITED. */
export interface RateLimits {
  countSignIn(login: string, address: string): Promise<void>;
  countSignUp(address: string): Promise<void>;
  /** A link to be mailed; counted for unknown addresses as well, so that the limit tells nothing. */
  countAccountMail(email: string, address: string): Promise<void>;
  /** A password asked for again from somebody who is signed in. */
  countPasswordCheck(userId: string): Promise<void>;
  /** A secret from a mail, or from an identity provider. */
  countSecret(address: string): Promise<void>;
  /** A try at the code of an event, whichever it is. */
  countEventCode(userId: string): Promise<void>;
}

interface Limits {
  signInTriesPer15Minutes: number;
  signUpsPerHour: number;
  accountMailsPerHour: number;
}

/** Tries at codes that one user has in a quarter of an hour. */
export const eventCodeTries = 10;

/**
 * Counts in Redis, so that all api processes share the counts. While Redis is away each process counts by itself:
 * signing in goes on, guessing stays slow. `redis` must fail fast instead of waiting.
 */
export function createRateLimits(redis: Redis, limits: Limits): RateLimits {
  const limiter = (name: string, points: number, durationSeconds: number) =>
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `databoard:rate:${name}`,
      points,
      duration: durationSeconds,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration: durationSeconds }),
    });
  const perLogin = limiter('sign-in-login', limits.signInTriesPer15Minutes, 900);
  const perAddress = limiter('sign-in-address', limits.signInTriesPer15Minutes * 10, 900);
  const signUps = limiter('sign-up', limits.signUpsPerHour, 3600);
  const mailsTo = limiter('mail-to', limits.accountMailsPerHour, 3600);
  const mailsFrom = limiter('mail-from', limits.accountMailsPerHour * 10, 3600);
  const passwordChecks = limiter('password-check', limits.signInTriesPer15Minutes, 900);
  const secrets = limiter('secret', limits.signInTriesPer15Minutes * 10, 900);
  const eventCodes = limiter('event-code', eventCodeTries, 900);

  return {
    async countSignIn(login, address) {
      await consume(perAddress, limitKeyOf(address));
      await consume(perLogin, `${limitKeyOf(address)}:${login.trim().toLowerCase()}`);
    },
    countSignUp: (address) => consume(signUps, limitKeyOf(address)),
    async countAccountMail(email, address) {
      await consume(mailsFrom, limitKeyOf(address));
      await consume(mailsTo, email.trim().toLowerCase());
    },
    countPasswordCheck: (userId) => consume(passwordChecks, userId),
    countSecret: (address) => consume(secrets, limitKeyOf(address)),
    countEventCode: (userId) => consume(eventCodes, userId),
  };
}

async function consume(limiter: RateLimiterRedis, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
    throw new AppError('RATE_LIMITED', `Too many tries. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}.`);
  }
}
