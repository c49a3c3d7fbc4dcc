import type { EntityManager } from '@mikro-orm/postgresql';

/** An entry with the names of what it is about, as they are today. */
export interface ReadAuditEntry {
  id: string;
  at: Date;
  actorId: string | null;
  act: string;
  eventSlug: string | null;
  eventTitle: string | null;
  subjectKind: string;
  subjectId: string | null;
  subjectName: string | null;
  details: Record<string, unknown>;
}

/** What entries must fit; all of it. */
export interface AuditFilter {
  eventId: string | null;
  actor?: string | null | undefined;
  act?: string | null | undefined;
  subjectId?: string | null | undefined;
  from?: Date | null | undefined;
  to?: Date | null | undefined;
  text?: string | null | undefined;
}

interface Row {
  id: string;
  at: string;
  actor_id: string | null;
  act: string;
  event_slug: string | null;
  event_title: string | null;
  subject_kind: string;
  subject_id: string | null;
  details: Record<string, unknown>;
}

/** A part of the audit log, newest first, and how much there is of it. Who may, the caller has checked. */
export async function findAuditEntries(
  em: EntityManager,
  filter: AuditFilter,
  { first, offset }: { first: number; offset: number },
): Promise<{ totalCount: number; entries: ReadAuditEntry[] }> {
  const { where, values } = conditionsOf(filter);
  const from = `from audit_entry a
    left join "user" u on u.id = a.actor_id
    left join event e on e.id = a.event_id
    where ${where}`;
  const [counted] = await em.execute<{ n: number }[]>(`select count(*)::int as n ${from}`, values);
  const rows = await em.execute<Row[]>(
    `select a.id, a.at, a.actor_id, a.act, e.slug as event_slug, e.title as event_title, a.subject_kind, a.subject_id,
            a.details ${from} order by a.at desc, a.id desc limit ? offset ?`,
    [...values, first, offset],
  );
  const names = await findSubjectNames(em, rows);
  const entries = rows.map((row) => ({
    ...{ id: row.id, at: new Date(row.at), actorId: row.actor_id, act: row.act, details: row.details },
    ...{ eventSlug: row.event_slug, eventTitle: row.event_title },
    ...{ subjectKind: row.subject_kind, subjectId: row.subject_id },
    subjectName: names.get(keyOf(row)) ?? null,
  }));
  return { totalCount: counted?.n ?? 0, entries };
}

/** Which acts the log has: of one event, or all. */
export async function findActs(em: EntityManager, eventId: string | null): Promise<string[]> {
  const rows = await em.execute<{ act: string }[]>(
    `select distinct act from audit_entry where (?::uuid is null or event_id = ?) order by act`,
    [eventId, eventId],
  );
  return rows.map(({ act }) => act);
}

function conditionsOf({ eventId, actor, act, subjectId, from, to, text }: AuditFilter): {
  where: string;
  values: unknown[];
} {
  const conditions: [string, unknown[]][] = [];
  const add = (sql: string, ...values: unknown[]) => conditions.push([sql, values]);
  if (eventId !== null) add('a.event_id = ?', eventId);
  if (actor) add('u.username = ?', actor.trim().toLowerCase());
  if (act) add('a.act = ?', act);
  if (subjectId) add('a.subject_id = ?', subjectId);
  if (from) add('a.at >= ?', from);
  if (to) add('a.at < ?', to);
  if (text?.trim()) {
    const pattern = `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
    const places = ['a.act', 'a.subject_kind', 'a.subject_id', 'a.details::text', 'u.username', 'u.display_name'];
    add(`(${places.map((place) => `${place} ilike ?`).join(' or ')})`, ...places.map(() => pattern));
  }
  return {
    where: ['true', ...conditions.map(([sql]) => sql)].join(' and '),
    values: conditions.flatMap(([, values]) => values),
  };
}

/** Where names are kept, by kind of subject; each takes a list of ids. */
const nameQueries: Record<string, string> = {
  submission: 'select id, name from submission where id = any(?::uuid[])',
  event: 'select id, title as name from event where id = any(?::uuid[])',
  user: 'select id, username as name from "user" where id = any(?::uuid[])',
  team: 'select id, name from team where id = any(?::uuid[])',
  participation: `select p.id, t.name from participation p join team t on t.id = p.team_id where p.id = any(?::uuid[])`,
  'problem version': `select v.id, p.name || ' version ' || v.number as name
    from problem_version v join problem p on p.id = v.problem_id where v.id = any(?::uuid[])`,
  problem: 'select id, name from problem where id = any(?::uuid[])',
  'event request': 'select id, title as name from event_request where id = any(?::uuid[])',
};

const keyOf = ({ subject_kind, subject_id }: Pick<Row, 'subject_kind' | 'subject_id'>) =>
  `${subject_kind}:${subject_id}`;

const looksLikeUuid = (id: string | null): id is string =>
  id !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

async function findSubjectNames(em: EntityManager, rows: readonly Row[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const [kind, ofKind] of Map.groupBy(rows, ({ subject_kind }) => subject_kind)) {
    const ids = [...new Set(ofKind.map(({ subject_id }) => subject_id).filter(looksLikeUuid))];
    const query = nameQueries[kind];
    if (query === undefined || ids.length === 0) continue;
    const found = await em.execute<{ id: string; name: string }[]>(query, [`{${ids.join(',')}}`]);
    for (const { id, name } of found) names.set(keyOf({ subject_kind: kind, subject_id: id }), name);
  }
  return names;
}
