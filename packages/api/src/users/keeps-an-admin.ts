import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { User } from './user.entity.js';

/**
 * Whether site admins are left without these accounts. Locks all site admins until the transaction ends, so that two who
 * take each other's rights at the same time cannot both succeed.
 */
export async function keepsAnAdmin(tx: EntityManager, withoutIds: readonly string[]): Promise<boolean> {
  const admins = await tx.find(
    User,
    { isAdmin: true, state: 'ACTIVE' },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  return admins.some(({ id }) => !withoutIds.includes(id));
}
