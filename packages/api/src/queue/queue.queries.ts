import type { FailureReason } from '@databoard/shared/fold-run-state';
import type { EntityManager } from '@mikro-orm/postgresql';
import { silentForMs } from '../workers/worker.queries.js';
import { groupSql, inGroupSql, type QueueGroup } from './queue-group.js';

/** Which submissions of a queue; what is left out restricts nothing. `eventId` null means every event that is not archived. */
export interface QueueFilter {
  eventId: string | null;
  group?: QueueGroup | null | undefined;
  /** Of those that failed. */
  reason?: FailureReason | null | undefined;
  teamId?: string | null | undefined;
  /** Part of the name of the submission, its team or its author. */
  text?: string | null | undefined;
}

/** How many submissions stand where; reasons of those that failed. */
export interface QueueCounts {
  groups: { group: QueueGroup; count: number }[];
  failures: { reason: FailureReason; count: number }[];
}

/** Every submission with its current evaluation; `named` brings whose it is, which is read only to look for names. */
const judged = `submission s
  join evaluation e on e.submission_id = s.id and e.is_current
  join participation p on p.id = s.participation_id`;
const named = `${judged} join team t on t.id = p.team_id join "user" u on u.id = s.author_id`;

/**
 * Why a submission failed: the reason of its first failing fold. A failure with all folds scored can only have come from
 * the bagging, which is the platform's. As a case, since a join would look at the folds of those that have not failed.
 */
const reasonSql = `case when ${inGroupSql('FAILED')} then coalesce(
  (select f.reason from fold_run f where f.evaluation_id = e.id and f.reason is not null order by f.fold_index limit 1),
  'PLATFORM') end`;

interface Condition {
  from: string;
  sql: string;
  values: unknown[];
}

function conditionOf({ eventId, group, reason, teamId, text }: QueueFilter): Condition {
  const parts: Omit<Condition, 'from'>[] = [];
  const when = (sql: string, ...values: unknown[]) => parts.push({ sql, values });
  if (eventId !== null) when('p.event_id = ?', eventId);
  else when('p.event_id in (select id from event where archived_at is null)');
  if (group != null) when(inGroupSql(group));
  if (reason != null) when(`${reasonSql} = ?`, reason);
  if (teamId != null) when('p.team_id = ?', teamId);
  const wanted = text?.trim() ?? '';
  if (wanted !== '') {
    const pattern = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
    when('(s.name ilike ? or t.name ilike ? or u.username ilike ?)', pattern, pattern, pattern);
  }
  return {
    from: wanted === '' ? judged : named,
    sql: parts.length === 0 ? 'true' : parts.map(({ sql }) => `(${sql})`).join(' and '),
    values: parts.flatMap(({ values }) => values),
  };
}

/** Counts a queue in one statement, whatever its size. */
export async function countQueue(em: EntityManager, eventId: string | null): Promise<QueueCounts> {
  const { from, sql, values } = conditionOf({ eventId });
  const rows = await em.execute<{ group: QueueGroup; reason: FailureReason | null; count: number }[]>(
    `select ${groupSql} as "group", ${reasonSql} as reason, count(*)::int as count from ${from} where ${sql} group by 1, 2`,
    values,
  );
  const groups = new Map<QueueGroup, number>();
  for (const { group, count } of rows) groups.set(group, (groups.get(group) ?? 0) + count);
  return {
    groups: [...groups].map(([group, count]) => ({ group, count })),
    failures: rows
      .flatMap(({ reason, count }) => (reason === null ? [] : { reason, count }))
      .toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason)),
  };
}

/** How many submissions a filter leaves. */
export async function countFiltered(em: EntityManager, filter: QueueFilter): Promise<number> {
  const { from, sql, values } = conditionOf(filter);
  const [row] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from ${from} where ${sql}`,
    values,
  );
  return row?.count ?? 0;
}

/**
 * Ids of one page of a queue: what runs, then what waits in the order of `turns` (ids of evaluations), then what has ended,
 * newest first.
 */
export async function findQueuePage(
  em: EntityManager,
  filter: QueueFilter,
  { first, offset, turns }: { first: number; offset: number; turns: readonly string[] },
): Promise<string[]> {
  const { from, sql, values } = conditionOf(filter);
  const rows = await em.execute<{ id: string }[]>(
    `select s.id from ${from}
       left join unnest(?::uuid[]) with ordinality as turn (evaluation_id, place) on turn.evaluation_id = e.id
      where ${sql}
      order by case when ${inGroupSql('RUNNING')} then 0 when ${inGroupSql('WAITING')} then 1 else 2 end,
               case when e.ended_at is null then turn.place end nulls last,
               case when e.ended_at is null then e.created_at end, e.ended_at desc, s.submitted_at desc, s.id
      limit ? offset ?`,
    [`{${turns.join(',')}}`, ...values, first, offset],
  );
  return rows.map(({ id }) => id);
}

/** What a filter leaves, at most `limit`, event by event. */
export async function findFiltered(
  em: EntityManager,
  filter: QueueFilter,
  limit: number,
): Promise<{ id: string; eventId: string }[]> {
  const { from, sql, values } = conditionOf(filter);
  return em.execute<{ id: string; eventId: string }[]>(
    `select s.id, p.event_id as "eventId" from ${from} where ${sql} order by p.event_id, s.submitted_at, s.id limit ?`,
    [...values, limit],
  );
}

/** The workers as far as a queue depends on them. */
export interface Capacity {
  /** Workers that take jobs and gave a sign lately. */
  workers: number;
  slots: number;
  busySlots: number;
}

/** Reads the workers' capacity in one statement. */
export async function readCapacity(em: EntityManager, now: Date): Promise<Capacity> {
  const [row] = await em.execute<Capacity[]>(
    `select count(*)::int as workers, coalesce(sum(slots), 0)::int as slots,
            coalesce(sum(jsonb_array_length(running)), 0)::int as "busySlots"
       from worker where state = 'TAKING' and last_seen_at >= ?`,
    [new Date(now.getTime() - silentForMs)],
  );
  return row ?? { workers: 0, slots: 0, busySlots: 0 };
}
