import type { EntityManager } from '@mikro-orm/postgresql';
import { totalSlots } from '../workers/worker.queries.js';

/** Counted on while no worker is known: what is sent then waits in the queue. */
export const slotsAssumed = 2;

/** How many folds run at once, as far as workers have made themselves known. */
export const readSlots = async (em: EntityManager, now: Date): Promise<number> =>
  Math.max(slotsAssumed, await totalSlots(em, now));
