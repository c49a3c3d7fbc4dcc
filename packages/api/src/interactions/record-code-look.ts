import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';

const pauseMs = 10 * 60_000;

/** Counts that somebody read or downloaded another team's code; what is read again within ten minutes counts once. */
export async function recordCodeLook(
  em: EntityManager,
  { kind, userId, eventId, submissionId }: LookedAt,
  { clock }: { clock: Clock },
): Promise<void> {
  const now = clock.now();
  await em.fork().execute(
    `insert into interaction (id, at, kind, user_id, event_id, submission_id)
     select gen_random_uuid(), ?::timestamptz, ?, ?::uuid, ?::uuid, ?::uuid
      where not exists (select from interaction where submission_id = ?::uuid and user_id = ?::uuid and kind = ? and at > ?)`,
    [now, kind, userId, eventId, submissionId, submissionId, userId, kind, new Date(now.getTime() - pauseMs)],
  );
}

interface LookedAt {
  kind: 'VIEW_CODE' | 'DOWNLOAD';
  userId: string;
  eventId: string;
  submissionId: string;
}
