import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { type News, notify } from './notify.js';

/** Tells every member of a submission's team something. */
export async function notifyTeamOf(
  tx: EntityManager,
  submissionId: string,
  news: News,
  deps: { clock: Clock },
): Promise<void> {
  const members = await tx.execute<{ id: string; email: string }[]>(
    `select u.id, u.email from submission s
       join participation p on p.id = s.participation_id
       join team_member m on m.team_id = p.team_id
       join "user" u on u.id = m.user_id
      where s.id = ?`,
    [submissionId],
  );
  for (const member of members) await notify(tx, member, news, deps);
}
