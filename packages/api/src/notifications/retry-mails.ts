import type { EntityManager } from '@mikro-orm/postgresql';
import { recordAct } from '../audit/record-act.js';
import type { Viewer } from '../auth/viewer.js';
import type { Clock } from '../clock.js';
import { type Refusal, refusal } from '../refusal.js';

/** Puts mails in line again that were given up, as if they were new. Who may, the caller has checked. */
export async function retryMails(
  viewer: Viewer,
  ids: readonly string[],
  { em, clock }: { em: EntityManager; clock: Clock },
): Promise<{ count: number; refusal: Refusal | null }> {
  const count = await em.fork().transactional(async (tx) => {
    const rows = await tx.execute<{ id: string }[]>(
      `update mail set state = 'WAITING', attempts = 0, due_at = ? where state = 'FAILED' and id = any(?::uuid[])
       returning id`,
      [clock.now(), `{${ids.join(',')}}`],
    );
    if (rows.length === 0) return 0;
    const subject = { kind: 'mail', id: rows.length === 1 ? (rows[0]?.id ?? null) : null };
    await recordAct(tx, { actor: viewer, act: 'retryMails', subject, details: { count: rows.length } }, { clock });
    return rows.length;
  });
  return { count, refusal: count > 0 ? null : refusal('ALREADY_DONE', 'None of them is given up any more.') };
}
