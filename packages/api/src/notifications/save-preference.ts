import type { EntityManager } from '@mikro-orm/postgresql';
import { type Refusal, refusal } from '../refusal.js';
import type { NotificationKind } from './notification.entity.js';
import type { Preference } from './notification.queries.js';
import { NotificationPreference } from './notification-preference.entity.js';

/** Remembers what a user wants to hear of one kind. What is about the account itself always arrives. */
export async function savePreference(
  userId: string,
  { kind, inApp, byMail }: Preference,
  { em }: { em: EntityManager },
): Promise<{ refusal: Refusal | null }> {
  if (kind === 'ACCOUNT') {
    return { refusal: refusal('INVALID', 'What is about your account always arrives.', { field: 'kind' }) };
  }
  await em.fork().upsert(NotificationPreference, { user: userId, kind, inApp, byMail });
  return { refusal: null };
}

/** Turns off mails of one kind and leaves the list as it is; asked for by the link in such a mail. */
export async function turnOffMails(
  { userId, kind }: { userId: string; kind: NotificationKind },
  { em }: { em: EntityManager },
): Promise<void> {
  await em.fork().execute(
    `insert into notification_preference (user_id, kind, in_app, by_mail) values (?, ?, true, false)
     on conflict (user_id, kind) do update set by_mail = false`,
    [userId, kind],
  );
}
