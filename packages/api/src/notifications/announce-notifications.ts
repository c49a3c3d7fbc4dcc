import type { EntityManager } from '@mikro-orm/postgresql';
import type { Publisher } from '../graphql/pubsub.js';

const batchSize = 1000;

/** Tells open pages of their users' news that nobody has told them of yet. Any number of processes may do so at once. */
export async function announceNotifications({ em, topics }: { em: EntityManager; topics: Publisher }): Promise<void> {
  for (;;) {
    const announced = await em.fork().execute<{ user_id: string }[]>(
      `update notification n set is_announced = true
         from (select id from notification where not is_announced limit ? for update skip locked) fresh
        where n.id = fresh.id returning n.user_id`,
      [batchSize],
    );
    for (const userId of new Set(announced.map(({ user_id }) => user_id))) topics.notificationsChanged(userId);
    if (announced.length < batchSize) return;
  }
}
