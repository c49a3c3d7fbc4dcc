import { type FoldRunState, isFoldRunEnded } from '@databoard/shared/fold-run-state';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Flow } from './fair-queue.js';

/** What the scheduler knows of a participation. */
export interface FlowClock {
  participationId: string;
  virtualSeconds: number;
  meanSeconds: number | null;
}

/** A fold run that its participation has been charged for: sent, or ended and not settled yet. */
export interface ChargedFold extends FlowClock {
  id: string;
  evaluationId: string;
  /** The event's; infinite for a re-run, which costs its team nothing. */
  weight: number;
  /** Of a re-run. */
  isBackground: boolean;
  state: FoldRunState;
  isDispatched: boolean;
  chargedSeconds: number;
  virtualStart: number;
  wallSeconds: number | null;
  startedAt: Date | null;
  changedAt: Date;
}

/** Whether a fold was sent and has not ended. */
export const isInFlight = ({ isDispatched, state }: ChargedFold): boolean =>
  (isDispatched || state !== 'NEW') && !isFoldRunEnded(state);

/** What was charged and is not settled: about as many rows as workers have slots. */
export async function readCharged(em: EntityManager): Promise<ChargedFold[]> {
  const rows = await em.execute<
    (Omit<ChargedFold, 'startedAt' | 'changedAt'> & { startedAt: string | null; changedAt: string })[]
  >(
    `select f.id, f.evaluation_id as "evaluationId", s.participation_id as "participationId",
            coalesce(sf.virtual_seconds, 0) as "virtualSeconds", sf.mean_seconds as "meanSeconds",
            case when e.kind = 'LIVE' then ev.weight else 'infinity' end as weight,
            e.kind <> 'LIVE' as "isBackground", f.state,
            f.dispatched_at is not null as "isDispatched", f.charged_seconds as "chargedSeconds",
            coalesce(f.virtual_start, 0) as "virtualStart", f.wall_seconds as "wallSeconds",
            f.started_at as "startedAt", f.changed_at as "changedAt"
       from fold_run f
       join evaluation e on e.id = f.evaluation_id
       join submission s on s.id = e.submission_id
       join participation p on p.id = s.participation_id
       join event ev on ev.id = p.event_id
       left join schedule_flow sf on sf.participation_id = p.id
      where f.charged_seconds is not null`,
  );
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt === null ? null : new Date(row.startedAt),
    changedAt: new Date(row.changedAt),
  }));
}

/** Before anything was measured. */
const secondsAssumed = 1;

interface WaitingRow {
  id: string;
  evaluationId: string;
  participationId: string;
  isBackground: boolean;
  weight: number;
  virtualSeconds: number | null;
  meanSeconds: number | null;
  expectedSeconds: number | null;
}

/**
 * The folds that wait in the database, at most `perFlow` of each kind for each participation, in the order of their
 * evaluations; participations in the order of their oldest. A fold with repeated platform faults rests until `restedBefore`.
 */
export async function readFlows(
  em: EntityManager,
  { perFlow, restedBefore }: { perFlow: number; restedBefore: Date },
): Promise<(Flow & FlowClock)[]> {
  const rows = await em.execute<WaitingRow[]>(
    `with waiting as (
       select f.id, e.id as evaluation_id, s.participation_id, e.kind <> 'LIVE' as is_background, e.created_at, f.fold_index,
              row_number() over (partition by s.participation_id, e.kind <> 'LIVE'
                                     order by e.created_at, e.id, f.fold_index) as place
         from fold_run f
         join evaluation e on e.id = f.evaluation_id
         join submission s on s.id = e.submission_id
        where f.state = 'NEW' and f.dispatched_at is null and (f.faults < 2 or f.changed_at < ?)
     ), near as (
       select w.*, p.event_id from waiting w join participation p on p.id = w.participation_id where w.place <= ?
     ), means as (
       select p.event_id, avg(sf.mean_seconds) as mean_seconds
         from schedule_flow sf join participation p on p.id = sf.participation_id
        where p.event_id in (select event_id from near) group by p.event_id
     )
     select n.id, n.evaluation_id as "evaluationId", n.participation_id as "participationId", n.is_background as "isBackground", ev.weight,
            sf.virtual_seconds as "virtualSeconds", sf.mean_seconds as "meanSeconds",
            coalesce(sf.mean_seconds, m.mean_seconds) as "expectedSeconds"
       from near n
       join event ev on ev.id = n.event_id
       left join schedule_flow sf on sf.participation_id = n.participation_id
       left join means m on m.event_id = n.event_id
      order by n.created_at, n.participation_id, n.place`,
    [restedBefore, perFlow],
  );
  return [...Map.groupBy(rows, (row) => row.participationId).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { participationId, weight } = first;
    return {
      participationId,
      weight,
      virtualSeconds: first.virtualSeconds ?? 0,
      meanSeconds: first.meanSeconds,
      expectedSeconds: first.expectedSeconds ?? secondsAssumed,
      live: own.filter(({ isBackground }) => !isBackground),
      background: own.filter(({ isBackground }) => isBackground),
    };
  });
}
