import type { EntityManager } from '@mikro-orm/postgresql';
import { Notification, type NotificationKind, notificationKinds } from './notification.entity.js';
import { NotificationPreference } from './notification-preference.entity.js';

/** A part of a user's news, newest first. */
export const findNotifications = async (
  em: EntityManager,
  userId: string,
  { first, offset }: { first: number; offset: number },
): Promise<{ rows: Notification[]; totalCount: number }> => {
  const [rows, totalCount] = await em.findAndCount(
    Notification,
    { user: userId },
    { orderBy: { createdAt: 'desc', id: 'desc' }, limit: first, offset },
  );
  return { rows, totalCount };
};

/** How many of a user's news are unread. */
export const countUnread = (em: EntityManager, userId: string): Promise<number> =>
  em.count(Notification, { user: userId, readAt: null });

/** The newest line of a user's list that is unread; null when all is read. */
export const findNewestUnread = (em: EntityManager, userId: string): Promise<Notification | null> =>
  em.findOne(
    Notification,
    { user: userId, readAt: null },
    { orderBy: { createdAt: 'desc', id: 'desc' }, refresh: true },
  );

/** What a user wants to hear of each kind, and where. */
export interface Preference {
  kind: NotificationKind;
  inApp: boolean;
  byMail: boolean;
}

/** A user's choices, one per kind. */
export async function findPreferences(em: EntityManager, userId: string): Promise<Preference[]> {
  const stored = await em.find(NotificationPreference, { user: userId }, { refresh: true });
  return notificationKinds.map((kind) => {
    const row = kind === 'ACCOUNT' ? undefined : stored.find((each) => each.kind === kind);
    return { kind, inApp: row?.inApp ?? true, byMail: row?.byMail ?? true };
  });
}
