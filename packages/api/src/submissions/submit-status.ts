import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Participation } from '../events/participation.entity.js';
import type { Loaders } from '../graphql/loaders.js';
import { type SubmitHistory, type SubmitVerdict, submitVerdict } from './submit.policy.js';

/** Whether the participation's team could submit now, for the page; `submit` decides again under a lock. */
export async function submitStatus(
  participation: Participation,
  { em, clock, loaders }: { em: EntityManager; clock: Clock; loaders: Pick<Loaders, 'administers'> },
): Promise<SubmitVerdict> {
  const now = clock.now();
  return submitVerdict({
    rules: await participation.event.loadOrFail(),
    participationState: participation.state,
    isExempt: await loaders.administers.load(participation.event.id),
    history: await readSubmitHistory(em, participation.id, now),
    now,
  });
}

/** What the participation has submitted, as the rules count it. */
export async function readSubmitHistory(em: EntityManager, participationId: string, now: Date): Promise<SubmitHistory> {
  const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  const [row] = await em.execute<{ last: string | Date | null; today: number; total: number }[]>(
    `select max(s.submitted_at) as last, (count(*) filter (where s.submitted_at >= ?))::int as today, count(*)::int as total
       from submission s join evaluation e on e.submission_id = s.id and e.is_current
      where s.participation_id = ? and e.state <> 'CHECKING_ERROR'`,
    [midnight, participationId],
  );
  if (row === undefined) throw new Error('An aggregate has one row.');
  return {
    lastSubmittedAt: row.last === null ? null : new Date(row.last),
    countToday: row.today,
    countTotal: row.total,
  };
}
