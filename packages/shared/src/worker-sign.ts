import { z } from 'zod';
import { freeText } from './free-text.js';
import type { RedisSettings } from './redis.js';

/** `PAUSED`: a site admin wants it so. `PARKED`: it does not trust itself, or is not understood; the reason says why. */
export const workerStates = ['TAKING', 'PAUSED', 'PARKED', 'STOPPED'] as const;
export type WorkerState = (typeof workerStates)[number];

/** One wall around submissions, whether it stands on this machine, and how. */
export const wall = z.object({ name: freeText(100), stands: z.boolean(), how: freeText(500) });
export type Wall = z.output<typeof wall>;

/**
 * What a worker says of itself every few seconds, and at once when something changes. It goes over a channel, not a queue:
 * a sign that nobody hears is worth nothing later, and none may be among the reports that the sweeper waits for.
 */
export const workerSign = z.object({
  /** Of the process; a new one at each start. */
  instanceId: z.uuid(),
  /** Chosen by the operator; outlives the process. A pause is of a name. */
  name: z.string().min(1).max(200),
  host: freeText(255),
  slots: z.number().int().positive().max(1024),
  cores: z.number().int().positive().max(100_000),
  memoryMiB: z.number().int().positive(),
  isolation: freeText(40),
  walls: z.array(wall).max(50),
  /** Versions of the worker's own Python and its libraries, by name; empty until they are known. */
  environment: z.record(freeText(100), freeText(100)),
  version: freeText(50),
  protocol: z.number().int(),
  /** Whether an api has let it take jobs. One that is not welcome asks often. */
  isWelcome: z.boolean(),
  isPaused: z.boolean(),
  state: z.enum(workerStates),
  reason: freeText(2000).nullable(),
  /** Fold runs at hand. */
  running: z.array(z.uuid()).max(1024),
});
export type WorkerSign = z.output<typeof workerSign>;

/** Redis's channels are the same for all of its numbered databases, so the number is part of the name. */
export const workerSignChannel = (redis: RedisSettings): string => `databoard:worker-signs:${databaseOf(redis)}`;

const databaseOf = ({ url }: RedisSettings): number => Number(new URL(url).pathname.slice(1) || '0');
