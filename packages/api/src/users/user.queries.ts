import type { EntityManager, FilterQuery, QueryOrderMap } from '@mikro-orm/postgresql';
import { User } from './user.entity.js';
import { isGone, type UserState } from './user-state.js';

export type UserSort = 'NEWEST' | 'OLDEST' | 'USERNAME' | 'NAME' | 'EMAIL';

const orders: Record<UserSort, QueryOrderMap<User>> = {
  NEWEST: { createdAt: 'desc' },
  OLDEST: { createdAt: 'asc' },
  USERNAME: { username: 'asc' },
  NAME: { displayName: 'asc' },
  EMAIL: { email: 'asc' },
};

/** The user of a name, unless the person has left; null when there is none. */
export async function findUser(em: EntityManager, username: string): Promise<User | null> {
  const user = await em.findOne(User, { username: username.trim().toLowerCase() });
  return user === null || isGone(user.state) ? null : user;
}

/** These users by id. */
export async function findUsers(em: EntityManager, ids: readonly string[]): Promise<Map<string, User>> {
  const found = await em.find(User, { id: { $in: [...ids] } });
  return new Map(found.map((user) => [user.id, user]));
}

interface UserFilter {
  /** Somewhere in the names or the e-mail address. */
  search?: string | null;
  state?: UserState | null;
  isAdmin?: boolean | null;
}

/** Accounts that fit everything that is given, and how many there are in all. */
export async function listUsers(
  em: EntityManager,
  { search, state, isAdmin }: UserFilter,
  { sort, first, offset }: { sort: UserSort; first: number; offset: number },
): Promise<{ totalCount: number; rows: User[] }> {
  const all: FilterQuery<User>[] = [];
  const text = search?.trim() ?? '';
  if (text !== '') {
    const pattern = { $ilike: `%${text.replace(/[\\%_]/g, '\\$&')}%` };
    const fields = ['username', 'email', 'claimedEmail', 'displayName', 'firstName', 'lastName'] as const;
    all.push({ $or: fields.map((field) => ({ [field]: pattern })) });
  }
  if (state != null) all.push({ state });
  if (isAdmin != null) all.push({ isAdmin });
  const [rows, totalCount] = await em.findAndCount(
    User,
    { $and: all },
    { orderBy: [orders[sort], { id: 'asc' }], limit: first, offset },
  );
  return { totalCount, rows };
}

/** How many accounts stand where; states without any are left out. */
export async function countUsersByState(em: EntityManager): Promise<{ state: UserState; count: number }[]> {
  return em.execute(`select state, count(*)::int as count from "user" group by state order by state`);
}
