import type { EvaluationState } from '@databoard/shared/evaluation-state';
import type { FailureReason } from '@databoard/shared/fold-run-state';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { InteractionKind } from '../interactions/interaction.entity.js';

/** What happened on one UTC day of an event. */
export interface DayOfEvent {
  /** As "2026-11-25". */
  day: string;
  signUps: number;
  activeTeams: number;
  submissions: number;
  scored: number;
  failed: number;
  views: number;
  codeViews: number;
  downloads: number;
  kitDownloads: number;
  imports: number;
}

/** How an event went within a stretch of whole days. Scores are no part of it. */
export interface EventStatistics {
  days: DayOfEvent[];
  participants: number;
  waiting: number;
  teamsThatSubmitted: number;
  submissions: number;
  viewers: number;
  byState: { state: EvaluationState; count: number }[];
  failures: { reason: FailureReason; count: number }[];
  medianWaitSeconds: number | null;
  medianRunSeconds: number | null;
}

/** A stretch of whole UTC days, both counted in; as "2026-11-25". */
export interface DayRange {
  from: string;
  to: string;
}

type Counts = { day: string; n: number };

/** Reads the statistics of one event. Who may, the caller has checked. */
export async function readStatistics(em: EntityManager, eventId: string, range: DayRange): Promise<EventStatistics> {
  const within = (column: string) => `(${column} at time zone 'UTC')::date between ?::date and ?::date`;
  const day = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD')`;
  const about = [eventId, range.from, range.to];
  const [signUps, perDay, byState, failures, interactions, [totals]] = await Promise.all([
    em.fork().execute<Counts[]>(
      `select ${day('p.created_at')} as day, count(*)::int as n from participation p
        where p.event_id = ? and ${within('p.created_at')} group by 1`,
      about,
    ),
    em.fork().execute<(Counts & { teams: number; scored: number; failed: number })[]>(
      `select ${day('s.submitted_at')} as day, count(*)::int as n, count(distinct p.id)::int as teams,
              (count(*) filter (where e.state = 'SCORED'))::int as scored,
              (count(*) filter (where e.state like '%\\_ERROR'))::int as failed
         from participation p join submission s on s.participation_id = p.id
         join evaluation e on e.submission_id = s.id and e.is_current
        where p.event_id = ? and ${within('s.submitted_at')} group by 1`,
      about,
    ),
    em.fork().execute<{ state: EvaluationState; count: number }[]>(
      `select e.state, count(*)::int as count
         from participation p join submission s on s.participation_id = p.id
         join evaluation e on e.submission_id = s.id and e.is_current
        where p.event_id = ? and ${within('s.submitted_at')} group by 1 order by 2 desc, 1`,
      about,
    ),
    em.fork().execute<{ reason: FailureReason; count: number }[]>(
      `select f.reason, count(*)::int as count
         from participation p join submission s on s.participation_id = p.id
         join evaluation e on e.submission_id = s.id and e.is_current
         join lateral (select reason from fold_run where evaluation_id = e.id and reason is not null
                        order by fold_index limit 1) f on true
        where p.event_id = ? and ${within('s.submitted_at')} and e.state like '%\\_ERROR'
        group by 1 order by 2 desc, 1`,
      about,
    ),
    em.fork().execute<(Counts & { kind: InteractionKind })[]>(
      `select ${day('i.at')} as day, i.kind, count(*)::int as n from interaction i
        where i.event_id = ? and ${within('i.at')} group by 1, 2`,
      about,
    ),
    em.fork().execute<Totals[]>(
      `select (select count(*)::int from participation where event_id = ? and state = 'APPROVED') as participants,
              (select count(*)::int from participation where event_id = ? and state = 'ASKED') as waiting,
              (select count(distinct i.user_id)::int from interaction i
                where i.event_id = ? and i.kind = 'VIEW_EVENT' and ${within('i.at')}) as viewers,
              count(distinct p.id)::int as teams, count(distinct s.id)::int as submissions,
              percentile_cont(0.5) within group (order by extract(epoch from e.started_at - e.created_at))
                filter (where e.kind = 'LIVE') as wait,
              percentile_cont(0.5) within group (order by extract(epoch from e.ended_at - e.started_at))
                filter (where e.kind = 'LIVE' and e.state = 'SCORED') as run
         from participation p join submission s on s.participation_id = p.id
         join evaluation e on e.submission_id = s.id
        where p.event_id = ? and ${within('s.submitted_at')}`,
      [eventId, eventId, ...about, ...about],
    ),
  ]);
  const on = (rows: readonly Counts[], date: string) => rows.find((row) => row.day === date)?.n ?? 0;
  const seen = (kind: InteractionKind, date: string) =>
    on(
      interactions.filter((row) => row.kind === kind),
      date,
    );
  const days = daysOf(range).map((date) => {
    const submitted = perDay.find((row) => row.day === date);
    return {
      day: date,
      signUps: on(signUps, date),
      activeTeams: submitted?.teams ?? 0,
      submissions: submitted?.n ?? 0,
      scored: submitted?.scored ?? 0,
      failed: submitted?.failed ?? 0,
      views: seen('VIEW_EVENT', date),
      codeViews: seen('VIEW_CODE', date),
      downloads: seen('DOWNLOAD', date),
      kitDownloads: seen('DOWNLOAD_KIT', date),
      imports: seen('IMPORT', date),
    };
  });
  return {
    ...{ days, byState, failures },
    participants: totals?.participants ?? 0,
    waiting: totals?.waiting ?? 0,
    viewers: totals?.viewers ?? 0,
    teamsThatSubmitted: totals?.teams ?? 0,
    submissions: totals?.submissions ?? 0,
    medianWaitSeconds: totals?.wait ?? null,
    medianRunSeconds: totals?.run ?? null,
  };
}

interface Totals {
  participants: number;
  waiting: number;
  viewers: number;
  teams: number;
  submissions: number;
  wait: number | null;
  run: number | null;
}

const dayMs = 86_400_000;

/** The UTC day of a moment, as "2026-11-25". */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Every day of a range. */
function daysOf({ from, to }: DayRange): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += dayMs) days.push(dayOf(new Date(at)));
  return days;
}
