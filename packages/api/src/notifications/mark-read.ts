import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../clock.js';
import type { Publisher } from '../graphql/pubsub.js';

/** Marks a user's own news as read: these, or all that there are up to now. Other windows hear of it. */
export async function markRead(
  viewer: { id: string },
  ids: readonly string[] | 'all',
  { em, clock, topics }: { em: EntityManager; clock: Clock; topics: Publisher },
): Promise<void> {
  const now = clock.now();
  const rows = await em.execute<{ id: string }[]>(
    `update notification set read_at = ?
      where user_id = ? and read_at is null and ${ids === 'all' ? 'created_at <= ?' : 'id = any(?::uuid[])'}
      returning id`,
    [now, viewer.id, ids === 'all' ? now : `{${ids.join(',')}}`],
  );
  if (rows.length > 0) topics.notificationsChanged(viewer.id);
}
