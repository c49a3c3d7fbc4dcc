import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.js';

/** Slows down guessing. Throws RATE_LIMITED. */
export interface RateLimits {
  countSignIn(login: string, address: string): Promise<void>;
  countSignUp(address: string): Promise<void>;
}

/**
 * Counts in Redis, so that all api processes share the counts. While Redis is away each process counts by itself:
 * signing in goes on, guessing stays slow. `redis` must fail fast instead of waiting.
 */
export function createRateLimits(
  redis: Redis,
  limits: { signInTriesPer15Minutes: number; signUpsPerHour: number },
): RateLimits {
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

  return {
    async countSignIn(login, address) {
      await consume(perAddress, address);
      await consume(perLogin, `${address}:${login.toLowerCase()}`);
    },
    countSignUp: (address) => consume(signUps, address),
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
