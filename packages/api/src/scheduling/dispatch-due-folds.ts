import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { untouchedForMs } from '../find-lost-jobs.js';
import type { Queues } from '../services.js';
import { sendFoldJobs } from '../submissions/dispatch.js';
import { chooseNext, type Turn } from './fair-queue.js';
import { type ChargedFold, type FlowClock, isInFlight, readCharged, readFlows } from './read-flows.js';
import { readSchedule, slotsAssumed } from './read-schedule.js';
import { advanceClock, settleCharges } from './settle-charges.js';

/** What the queue holds beyond the workers' slots, so that no slot waits for the api. */
export const prefetchedFolds = 8;
interface DispatchDeps {
  em: EntityManager;
  queues: Pick<Queues, 'folds'>;
  clock: Clock;
}

/** What a round of dispatching has left: whether more folds wait than there was room for. */
export interface Dispatched {
  isMoreWaiting: boolean;
}

/**
 * Sends the fold jobs whose turn it is: as many as the workers' slots hold and a few more. Everything else waits in the
 * database, where it costs nothing and can still be overtaken. One process at a time: the clock's row is locked.
 */
export async function dispatchDueFolds({ em, clock, queues }: DispatchDeps): Promise<Dispatched> {
  const round = await em.fork().transactional((tx) => takeTurns(tx, clock));
  // After the commit: a crash in between leaves rows without jobs, which the sweeper finds.
  if (round.turns.length > 0) {
    await sendFoldJobs(round.turns, { em, queues }).catch(async (error: unknown) => {
      // Whatever was sent all the same is one job with what will be sent: its attempt is the same.
      await em
        .fork()
        .execute(`update fold_run set dispatched_at = null where id = any(?::uuid[]) and state = 'NEW'`, [
          `{${round.turns.map(({ fold }) => fold.id).join(',')}}`,
        ]);
      throw error;
    });
  }
  return { isMoreWaiting: round.isMoreWaiting };
}

async function takeTurns(tx: EntityManager, clock: Clock): Promise<{ turns: Turn[]; isMoreWaiting: boolean }> {
  const schedule = await readSchedule(tx, { now: clock.now(), isLocked: true });
  // Not before: the lock may take its time, and rows must not look old when they are written.
  const now = clock.now();
  const room = Math.max(slotsAssumed, schedule.slots) + prefetchedFolds;
  const charged = await readCharged(tx);
  const over = charged.filter((fold) => !isInFlight(fold));
  // One more per participation than there can be room, to know whether something is left.
  const restedBefore = new Date(now.getTime() - untouchedForMs);
  const flows = await readFlows(tx, { perFlow: room + 1, restedBefore });
  if (flows.length === 0 && over.length === 0) return { turns: [], isMoreWaiting: false };

  const clockSeconds = advanceClock(schedule.clockSeconds, charged);
  const moved = settleCharges(over);
  const current = flows.map((flow) => ({ ...flow, ...moved.get(flow.participationId) }));
  const turns = thoseWithRoom(chooseNext(current, room, clockSeconds), charged.filter(isInFlight), room);
  const meanOf = new Map(current.map(({ participationId, meanSeconds }) => [participationId, meanSeconds]));
  for (const { participationId, virtualStart, virtualSeconds, isBackground } of turns) {
    if (isBackground) continue;
    const meanSeconds = meanOf.get(participationId) ?? null;
    moved.set(participationId, { participationId, virtualSeconds: virtualStart + virtualSeconds, meanSeconds });
  }
  await writeTurns(tx, { turns, overIds: over.map(({ id }) => id), clocks: [...moved.values()], clockSeconds, now });
  const waiting = flows.reduce((sum, { live, background }) => sum + live.length + background.length, 0);
  return { turns, isMoreWaiting: waiting > turns.length };
}

/**
 * Those of the next turns that have less than `room` before them in the queue and in workers' hands. A newcomer whose clock
 * is behind goes in before what was sent earlier, and so finds room where the others find none.
 */
function thoseWithRoom(turns: readonly Turn[], inFlight: readonly ChargedFold[], room: number): Turn[] {
  const isBefore = (fold: ChargedFold, turn: Turn) =>
    fold.state !== 'NEW' ||
    (fold.isBackground === turn.isBackground ? fold.virtualStart <= turn.virtualStart : turn.isBackground);
  return turns.filter((turn, index) => index + inFlight.filter((fold) => isBefore(fold, turn)).length < room);
}

interface Written {
  turns: readonly Turn[];
  overIds: readonly string[];
  clocks: readonly FlowClock[];
  clockSeconds: number;
  now: Date;
}

async function writeTurns(tx: EntityManager, { turns, overIds, clocks, clockSeconds, now }: Written): Promise<void> {
  await tx.execute(
    `with settled as (
       update fold_run set charged_seconds = null where id = any(?::uuid[])
     ), sent as (
       update fold_run f set dispatched_at = ?, changed_at = greatest(f.changed_at, ?),
              charged_seconds = g."chargedSeconds", virtual_start = g."virtualStart"
         from json_to_recordset(?::json) as g(id uuid, "chargedSeconds" double precision, "virtualStart" double precision)
        where f.id = g.id
     ), moved as (
       insert into schedule_flow (participation_id, virtual_seconds, mean_seconds)
       select "participationId", "virtualSeconds", "meanSeconds"
         from json_to_recordset(?::json) as g("participationId" uuid, "virtualSeconds" double precision,
                                              "meanSeconds" double precision)
       on conflict (participation_id) do update
             set virtual_seconds = excluded.virtual_seconds, mean_seconds = excluded.mean_seconds
     )
     update schedule_clock set virtual_seconds = ? where id = 1`,
    [
      // A lost fold that is sent again in this round is settled by what it is charged now: one row, one update.
      `{${overIds.filter((id) => !turns.some(({ fold }) => fold.id === id)).join(',')}}`,
      now,
      now,
      JSON.stringify(
        turns.map(({ fold, chargedSeconds, virtualStart }) => ({ id: fold.id, chargedSeconds, virtualStart })),
      ),
      JSON.stringify(clocks),
      clockSeconds,
    ],
  );
}
