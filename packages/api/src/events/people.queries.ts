import type { EntityManager } from '@mikro-orm/postgresql';
import type { ParticipationState } from './participation.entity.js';

/** One team that wants to take part, or does, as organisers see it. */
export interface PeopleRow {
  id: string;
  state: ParticipationState;
  teamName: string;
  members: { username: string; displayName: string; email: string; isEmailConfirmed: boolean }[];
  submissionCount: number;
  createdAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  note: string | null;
}

/** A page of an event's participations, those who wait first; `search` looks at teams, names and addresses. */
export async function findPeople(
  em: EntityManager,
  eventId: string,
  { state, search, first, offset }: { state: ParticipationState | null; search: string; first: number; offset: number },
): Promise<{ totalCount: number; rows: PeopleRow[] }> {
  const rows = await em.execute<
    (Omit<PeopleRow, 'createdAt' | 'decidedAt'> & { at: string; decided: string | null; total: number })[]
  >(
    `select p.id, p.state, t.name as "teamName", p.created_at as at, p.decided_at as decided, p.note,
            d.username as "decidedBy", people.members, (count(*) over ())::int as total,
            (select count(*)::int from submission s where s.participation_id = p.id) as "submissionCount"
       from participation p
       join team t on t.id = p.team_id
       left join "user" d on d.id = p.decided_by_id
       cross join lateral (
         select coalesce(json_agg(json_build_object('username', u.username, 'displayName', u.display_name,
                  'email', u.email, 'isEmailConfirmed', u.email_confirmed_at is not null) order by m.joined_at), '[]') as members,
                coalesce(bool_or(strpos(lower(u.username || ' ' || u.display_name || ' ' || u.email), ?) > 0), false) as fits
           from team_member m join "user" u on u.id = m.user_id where m.team_id = t.id
       ) people
      where p.event_id = ? and (?::text is null or p.state = ?) and (people.fits or strpos(lower(t.name), ?) > 0)
      order by p.state = 'ASKED' desc, p.created_at desc, p.id
      limit ? offset ?`,
    [search, eventId, state, state, search, first, offset],
  );
  return {
    totalCount: rows[0]?.total ?? 0,
    rows: rows.map(({ at, decided, total: _total, ...row }) => ({
      ...row,
      createdAt: new Date(at),
      decidedAt: decided === null ? null : new Date(decided),
    })),
  };
}

/** How many participations of an event are in each state. */
export async function countPeople(em: EntityManager, eventId: string): Promise<Record<ParticipationState, number>> {
  const rows = await em.execute<{ state: ParticipationState; count: number }[]>(
    'select state, count(*)::int as count from participation where event_id = ? group by state',
    [eventId],
  );
  return { ASKED: 0, APPROVED: 0, REJECTED: 0, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}
