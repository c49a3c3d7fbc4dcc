import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { type ClockMoment, momentNews } from './event-moment-news.js';
import { findOrganisers } from './find-organisers.js';
import { notifyAll } from './notify.js';

interface DueMoment {
  id: string;
  slug: string;
  title: string;
  opens_at: string;
  public_opens_at: string;
  closes_at: string;
  moment: ClockMoment;
  at: string;
}

/** An event that nobody could be told of for so long is old news. */
const oldNews = '3 days';

/**
 * Tells participants and organisers what the clock has done to their events: each moment once per event and date, whichever
 * process comes first. "Soon" is a day before closing, or a quarter of an event that lasts less than four days.
 */
export async function tellEventMoments(deps: { em: EntityManager; clock: Clock }): Promise<void> {
  const { em, clock } = deps;
  const now = clock.now();
  const due = await em.fork().execute<DueMoment[]>(
    `select e.id, e.slug, e.title, e.opens_at, e.public_opens_at, e.closes_at, m.moment, m.at
       from event e cross join lateral (values
              ('OPENED', e.opens_at),
              ('CODE_OPENED', e.public_opens_at),
              ('CLOSING_SOON', date_trunc('milliseconds',
                e.closes_at - least(interval '1 day', (e.closes_at - e.opens_at) / 4))),
              ('CLOSED', e.closes_at)
            ) m(moment, at)
      where e.deleted_at is null and e.archived_at is null
        and m.at <= ? and m.at > ?::timestamptz - interval '${oldNews}'
        and not exists (select from event_news n where n.event_id = e.id and n.moment = m.moment and n.at = m.at)
      order by m.at`,
    [now, now],
  );
  for (const moment of due) await em.fork().transactional((tx) => tellOnce(tx, moment, deps));
}

async function tellOnce(tx: EntityManager, due: DueMoment, { clock }: { clock: Clock }): Promise<void> {
  const now = clock.now();
  // Whoever inserts the row tells; another process waits here and then finds it.
  const first = await tx.execute<{ moment: string }[]>(
    `insert into event_news (event_id, moment, at, told_at) values (?, ?, ?, ?) on conflict do nothing returning moment`,
    [due.id, due.moment, due.at, now],
  );
  if (first.length === 0 || isOvertaken(due, now)) return;
  const event = { ...due, closesAt: new Date(due.closes_at) };
  const { participants, organisers } = momentNews(event, due.moment);
  if (participants !== null) {
    const ids = await findParticipants(tx, due.id, due.at);
    await notifyAll(tx, ids, { kind: 'EVENT', eventId: due.id, ...participants }, { clock });
  }
  if (organisers !== null) {
    const ids = await findOrganisers(tx, due.id);
    await notifyAll(tx, ids, { kind: 'ORGANISER', eventId: due.id, ...organisers }, { clock });
  }
}

/** After an outage a later moment may have come already; and code that opens with the event or not at all is no news. */
function isOvertaken(due: DueMoment, now: Date): boolean {
  const [opens, opensUp, closes] = [due.opens_at, due.public_opens_at, due.closes_at].map((at) =>
    new Date(at).getTime(),
  );
  if (due.moment === 'CLOSED') return false;
  if (due.moment === 'CODE_OPENED' && (opensUp === opens || opensUp === closes)) return true;
  return closes !== undefined && now.getTime() >= closes;
}

/** Members of the teams that were in when it happened: who came later has seen how things stand. */
async function findParticipants(tx: EntityManager, eventId: string, at: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }[]>(
    `select distinct m.user_id as id from participation p join team_member m on m.team_id = p.team_id
      where p.event_id = ? and p.state = 'APPROVED' and coalesce(p.decided_at, p.created_at) <= ?`,
    [eventId, at],
  );
  return rows.map(({ id }) => id);
}
