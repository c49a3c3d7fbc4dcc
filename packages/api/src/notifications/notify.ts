import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import { boundContent } from './bound-content.js';
import type { NotificationKind } from './notification.entity.js';

/** Some news for users. `path` is on this site, from `/`. */
export interface News {
  kind: NotificationKind;
  title: string;
  body: string;
  path?: string;
  eventId?: string;
  /** False: a line in the list and no mail, for what is not worth one. */
  isMailed?: boolean;
}

/** Tells a user something, in the transaction that it happens in: a line in their list and a mail, as far as they want them. */
export const notify = (
  tx: EntityManager,
  user: { id: string; email?: string },
  news: News,
  deps: { clock: Clock },
): Promise<void> => notifyAll(tx, [user.id], news, deps);

/** The same for many users, in two statements. Closed accounts hear nothing but of the account itself. */
export async function notifyAll(
  tx: EntityManager,
  userIds: readonly string[],
  { kind, title, body, path, eventId, isMailed = true }: News,
  { clock }: { clock: Clock },
): Promise<void> {
  if (userIds.length === 0) return;
  const now = clock.now();
  const action = path === undefined ? {} : { action: { label: 'Open it', path } };
  const content = boundContent({ subject: title, paragraphs: [body], ...action });
  const who = `from "user" u left join notification_preference p on p.user_id = u.id and p.kind = ?
    where u.id = any(?::uuid[]) and (? = 'ACCOUNT' or u.state not in ('DISABLED', 'DELETED'))`;
  const ofWho = [kind, `{${userIds.join(',')}}`, kind];
  await tx.execute(
    `insert into notification (id, user_id, kind, event_id, title, body, path, created_at, is_announced)
     select gen_random_uuid(), u.id, ?, ?::uuid, ?, ?, ?, ?, false ${who} and (? = 'ACCOUNT' or coalesce(p.in_app, true))`,
    [kind, eventId ?? null, content.subject, content.paragraphs[0] ?? '', path ?? null, now, ...ofWho, kind],
  );
  if (!isMailed) return;
  await tx.execute(
    `insert into mail (id, to_address, user_id, kind, content, state, attempts, due_at, created_at)
     select gen_random_uuid(), u.email, u.id, ?, ?::jsonb, 'WAITING', 0, ?, ?
       ${who} and (? = 'ACCOUNT' or coalesce(p.by_mail, true))`,
    [kind, JSON.stringify(content), now, now, ...ofWho, kind],
  );
}
