import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { boundContent } from './bound-content.js';
import { Mail, type MailContent } from './mail.entity.js';

/** A mail as it is handed in. */
export interface OutgoingMail {
  to: string;
  userId?: string | null;
  content: MailContent;
}

/** Puts a mail in line, in the transaction that it tells of: it goes out after the commit, or not at all. */
export const queueMail = (tx: EntityManager, mail: OutgoingMail, deps: { clock: Clock }): Promise<void> =>
  queueMails(tx, [mail], deps);

/** The same for many mails, in one statement. */
export async function queueMails(
  tx: EntityManager,
  mails: readonly OutgoingMail[],
  { clock }: { clock: Clock },
): Promise<void> {
  if (mails.length === 0) return;
  const now = clock.now();
  await tx.insertMany(
    Mail,
    mails.map(({ to, userId = null, content }) => ({
      id: randomUUID(),
      toAddress: to,
      user: userId,
      kind: null,
      content: boundContent(content),
      state: 'WAITING' as const,
      attempts: 0,
      dueAt: now,
      createdAt: now,
    })),
  );
}
