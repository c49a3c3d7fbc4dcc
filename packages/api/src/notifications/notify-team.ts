import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { type News, notifyAll } from './notify.js';

/** Tells every member of a submission's team something. */
export async function notifyTeamOf(
  tx: EntityManager,
  submissionId: string,
  news: News,
  deps: { clock: Clock },
): Promise<void> {
  const members = await tx.execute<{ id: string }[]>(
    `select m.user_id as id from submission s
       join participation p on p.id = s.participation_id
       join team_member m on m.team_id = p.team_id
      where s.id = ?`,
    [submissionId],
  );
  const ids = members.map(({ id }) => id);
  await notifyAll(tx, ids, news, deps);
}
