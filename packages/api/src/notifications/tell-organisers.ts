import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { EventMoment } from './event-news.entity.js';
import { findOrganisers } from './find-organisers.js';
import { notifyAll } from './notify.js';

const hourMs = 3_600_000;
/** Sign-ups that come within an hour of the last news are told together when it is over. */
const signUpQuietMs = hourMs;
/** From how many failures by the platform's fault within an hour organisers are told, and how seldom. */
const failuresMin = 3;
const failureQuietMs = 6 * hourMs;

/** Tells organisers who waits for them: the first team at once, those that follow once an hour. */
export async function tellWaitingSignUps({ em, clock }: { em: EntityManager; clock: Clock }): Promise<void> {
  const now = clock.now();
  const waiting = await em.fork().execute<{ id: string; slug: string; title: string; count: number }[]>(
    `select e.id, e.slug, e.title, count(*)::int as count
       from participation p join event e on e.id = p.event_id
      where p.state = 'ASKED' and e.deleted_at is null and e.archived_at is null
      group by e.id
     having max(p.created_at) > coalesce((select max(n.told_at) from event_news n
                                           where n.event_id = e.id and n.moment = 'SIGN_UPS_WAITING'), '-infinity')`,
  );
  for (const { id, slug, title, count } of waiting) {
    await em.fork().transactional(async (tx) => {
      if (!(await isQuiet(tx, { eventId: id, moment: 'SIGN_UPS_WAITING', quietMs: signUpQuietMs, now }))) return;
      const who = count === 1 ? 'A team waits' : `${count} teams wait`;
      const news = {
        ...({ kind: 'ORGANISER', eventId: id, title: `${who} for approval in “${title}”` } as const),
        body: 'They can submit once you have approved them.',
        path: `/events/${slug}/manage/people?state=ASKED`,
      };
      await notifyAll(tx, await findOrganisers(tx, id), news, { clock });
    });
  }
}

/** Tells organisers that the platform fails their participants, when it does so often. In the caller's transaction. */
export async function tellPlatformFailures(
  tx: EntityManager,
  { id, slug, title }: { id: string; slug: string; title: string },
  { clock }: { clock: Clock },
): Promise<void> {
  const now = clock.now();
  const [counted] = await tx.execute<{ n: number }[]>(
    `select count(*)::int as n from evaluation e
       join submission s on s.id = e.submission_id join participation p on p.id = s.participation_id
      where p.event_id = ? and e.state = 'CHECKING_ERROR' and e.is_current and e.ended_at > ?`,
    [id, new Date(now.getTime() - hourMs)],
  );
  const count = counted?.n ?? 0;
  if (count < failuresMin) return;
  if (!(await isQuiet(tx, { eventId: id, moment: 'PLATFORM_FAILURES', quietMs: failureQuietMs, now }))) return;
  const news = {
    ...({ kind: 'ORGANISER', eventId: id, title: `The platform fails submissions in “${title}”` } as const),
    body: `Within an hour ${count} submissions could not be judged, by no fault of their teams. Look at the workers; then run them again.`,
    path: `/events/${slug}/manage/queue`,
  };
  await notifyAll(tx, await findOrganisers(tx, id), news, { clock });
}

/** Whether nothing of the kind was told for so long; if so it counts as told from here on. One transaction at a time asks. */
async function isQuiet(
  tx: EntityManager,
  { eventId, moment, quietMs, now }: { eventId: string; moment: EventMoment; quietMs: number; now: Date },
): Promise<boolean> {
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${moment}:${eventId}`]);
  const [last] = await tx.execute<{ told_at: string | null }[]>(
    'select max(told_at) as told_at from event_news where event_id = ? and moment = ?',
    [eventId, moment],
  );
  if (last?.told_at != null && new Date(last.told_at).getTime() > now.getTime() - quietMs) return false;
  await tx.execute(
    'insert into event_news (event_id, moment, at, told_at) values (?, ?, ?, ?) on conflict do nothing',
    [eventId, moment, now, now],
  );
  return true;
}
