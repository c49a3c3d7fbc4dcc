import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { Notification, type NotificationKind } from './notification.entity.js';
import { queueMail } from './queue-mail.js';

/** Some news for a user. `path` is on this site, from `/`. */
export interface News {
  kind: NotificationKind;
  title: string;
  body: string;
  path?: string;
  eventId?: string;
}

/** Tells a user something, in the transaction that it happens in: a line in their list, and a mail. */
export async function notify(
  tx: EntityManager,
  user: { id: string; email: string },
  { kind, title, body, path, eventId }: News,
  deps: { clock: Clock },
): Promise<void> {
  await tx.insert(Notification, {
    id: randomUUID(),
    user: user.id,
    kind,
    event: eventId ?? null,
    title,
    body,
    path: path ?? null,
    createdAt: deps.clock.now(),
  });
  const action = path === undefined ? {} : { action: { label: 'Open it', path } };
  await queueMail(
    tx,
    { to: user.email, userId: user.id, content: { subject: title, paragraphs: [body], ...action } },
    deps,
  );
}
