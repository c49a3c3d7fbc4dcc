import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { boundContent } from './bound-content.js';
import { Mail, type MailContent } from './mail.entity.js';

/** Puts a mail in line, in the transaction that it tells of: it goes out after the commit, or not at all. */
export async function queueMail(
  tx: EntityManager,
  { to, userId = null, content }: { to: string; userId?: string | null; content: MailContent },
  { clock }: { clock: Clock },
): Promise<void> {
  const now = clock.now();
  await tx.insert(Mail, {
    id: randomUUID(),
    toAddress: to,
    user: userId,
    kind: null,
    content: boundContent(content),
    state: 'WAITING',
    attempts: 0,
    dueAt: now,
    createdAt: now,
  });
}
