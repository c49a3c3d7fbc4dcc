import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type NotificationKind, notificationKinds } from './notification.entity.js';
import { UnsubscribeKey } from './unsubscribe-key.entity.js';

const sign = (key: string, userId: string, kind: NotificationKind): string =>
  createHmac('sha256', key).update(`${userId}.${kind}`).digest('base64url');

/** A token that turns off mails of one kind for one user, whoever holds it, and does nothing else. */
export const unsubscribeToken = (key: string, userId: string, kind: NotificationKind): string =>
  `${userId}.${kind}.${sign(key, userId, kind)}`;

/** What a token stands for; null when it is not one of ours. */
export async function readUnsubscribeToken(
  em: EntityManager,
  token: string,
): Promise<{ userId: string; kind: NotificationKind } | null> {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Z]+)\.([\w-]{43})$/.exec(token);
  const [, userId = '', word, signature = ''] = match ?? [];
  const kind = notificationKinds.find((each) => each === word);
  if (kind === undefined) return null;
  const found = await em.findOne(UnsubscribeKey, { user: userId });
  const expected = Buffer.from(sign(found?.key ?? '', userId, kind));
  const given = Buffer.from(signature);
  const isRight = found !== null && expected.length === given.length && timingSafeEqual(expected, given);
  return isRight ? { userId, kind } : null;
}

/** The users' keys; those who have none get one. */
export async function unsubscribeKeysOf(em: EntityManager, userIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(userIds)];
  if (ids.length === 0) return new Map();
  const read = () =>
    em.execute<{ user_id: string; key: string }[]>(
      'select user_id, key from unsubscribe_key where user_id = any(?::uuid[])',
      [`{${ids.join(',')}}`],
    );
  let rows = await read();
  const known = new Set(rows.map(({ user_id }) => user_id));
  const missing = ids.filter((id) => !known.has(id));
  for (const id of missing) {
    await em.execute(
      'insert into unsubscribe_key (user_id, key) select id, ? from "user" where id = ? on conflict do nothing',
      [randomBytes(32).toString('hex'), id],
    );
  }
  if (missing.length > 0) rows = await read();
  return new Map(rows.map(({ user_id, key }) => [user_id, key]));
}
