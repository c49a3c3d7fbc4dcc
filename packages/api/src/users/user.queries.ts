import type { EntityManager } from '@mikro-orm/postgresql';
import { User } from './user.entity.js';

/** These users by id. */
export async function findUsers(em: EntityManager, ids: readonly string[]): Promise<Map<string, User>> {
  const found = await em.find(User, { id: { $in: [...ids] } });
  return new Map(found.map((user) => [user.id, user]));
}
