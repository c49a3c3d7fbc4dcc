import type { EntityManager } from '@mikro-orm/postgresql';
import { isInFlight, readCharged, readFlows } from './read-flows.js';
import { readSchedule, slotsAssumed } from './read-schedule.js';
import { type QueueForecast, simulateQueue } from './simulate-queue.js';

/** A forecast of the whole queue is good for this long. */
const keptMs = 500;
/** What waits beyond this many folds of one team is not forecast. */
const perFlow = 1000;

interface ForecastDeps {
  em: EntityManager;
  now: Date;
}

/** When waiting evaluations are expected to have their turn. Computed when somebody looks, and kept for a moment. */
export class QueueForecasts {
  private kept: { at: number; forecasts: Promise<Map<string, QueueForecast>> } | null = null;

  /** Null for an evaluation that does not wait, or waits too far back. */
  async of(evaluationId: string, deps: ForecastDeps): Promise<QueueForecast | null> {
    return (await this.all(deps)).get(evaluationId) ?? null;
  }

  /** Ids of the evaluations that run or wait, in the order of their turns. */
  async turns(deps: ForecastDeps): Promise<string[]> {
    return [...(await this.all(deps)).keys()];
  }

  private all(deps: ForecastDeps): Promise<Map<string, QueueForecast>> {
    const at = Date.now();
    if (this.kept === null || at - this.kept.at > keptMs) {
      const forecasts = readForecasts(deps);
      this.kept = { at, forecasts };
      forecasts.catch(() => {
        this.kept = null;
      });
    }
    return this.kept.forecasts;
  }
}

async function readForecasts({ em, now }: ForecastDeps): Promise<Map<string, QueueForecast>> {
  const db = em.fork();
  const charged = await readCharged(db);
  const flows = await readFlows(db, { perFlow, restedBefore: now });
  const schedule = await readSchedule(db, { now, isLocked: false });
  const sent = charged
    .filter(isInFlight)
    .toSorted((a, b) => Number(b.startedAt !== null) - Number(a.startedAt !== null) || a.virtualStart - b.virtualStart)
    .map(({ evaluationId, chargedSeconds, startedAt }) => ({
      evaluationId,
      secondsLeft: Math.max(
        0,
        chargedSeconds - (startedAt === null ? 0 : (now.getTime() - startedAt.getTime()) / 1000),
      ),
    }));
  return simulateQueue(flows, sent, { ...schedule, slots: Math.max(slotsAssumed, schedule.slots) });
}
