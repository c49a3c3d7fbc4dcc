import type { Log } from '@databoard/shared/log';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { Interaction } from './interaction.entity.js';

/** Counts views of events for the organisers' statistics, beside the answers that show them. */
export interface ViewCounter {
  /** Counts a look, once per event, hour and whoever looks: a user, or an address that is kept nowhere. Never waits. */
  count(look: { eventId: string; viewer: { id: string; isAdmin: boolean } | null; address: string }): void;
  /** Writes down what was counted. What cannot be written is lost: it is statistics. */
  flush(): Promise<void>;
}

const hourMs = 3_600_000;
/** Looks that are remembered, and rows that wait: more than that within an hour are not worth the memory. */
const rememberedMax = 50_000;
const waitingMax = 5_000;

export function createViewCounter({ em, clock, log }: { em: EntityManager; clock: Clock; log: Log }): ViewCounter {
  let hour = 0;
  const counted = new Set<string>();
  let waiting: { at: Date; userId: string | null; eventId: string }[] = [];
  return {
    count({ eventId, viewer, address }) {
      // Site admins look after events; they are not who organisers want to reach.
      if (viewer?.isAdmin === true) return;
      const at = clock.now();
      const thisHour = Math.floor(at.getTime() / hourMs);
      if (thisHour !== hour) {
        hour = thisHour;
        counted.clear();
      }
      const userId = viewer?.id ?? null;
      const key = `${eventId}:${userId ?? address}`;
      if (counted.has(key) || counted.size >= rememberedMax || waiting.length >= waitingMax) return;
      counted.add(key);
      waiting.push({ at, userId, eventId });
    },
    async flush() {
      const rows = waiting;
      waiting = [];
      if (rows.length === 0) return;
      await em
        .fork()
        .insertMany(
          Interaction,
          rows.map(({ at, userId, eventId }) => ({
            ...{ id: crypto.randomUUID(), at, kind: 'VIEW_EVENT' as const },
            ...{ user: userId, event: eventId, submission: null },
          })),
        )
        .catch((error: unknown) => log.warn({ err: error, rows: rows.length }, 'views were not counted'));
    },
  };
}
