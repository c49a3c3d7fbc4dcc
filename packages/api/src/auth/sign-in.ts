import type { EntityManager } from '@mikro-orm/postgresql';
import { type Refusal, refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { canEnter } from '../users/user-state.js';
import { isPasswordRight, refusePassword } from './password.js';

/** Checks a login (user name or e-mail address) and a password; never says which of the two was wrong. */
export async function signIn(
  { login, password }: { login: string; password: string },
  { em }: { em: EntityManager },
): Promise<{ user: User } | { refusal: Refusal }> {
  const name = login.trim().toLowerCase();
  // An address that nobody has confirmed is no login: else it would tell whether it was free when somebody signed up with it.
  const user = await em.findOne(
    User,
    name.includes('@') ? { email: name, state: { $ne: 'UNCONFIRMED' } } : { username: name },
  );
  const hash = user?.passwordHash ?? null;
  const isRight = hash === null ? await refusePassword(password) : await isPasswordRight(password, hash);
  if (user === null || !isRight || user.state === 'DELETED') {
    return { refusal: refusal('WRONG_CREDENTIALS', 'The login or the password is wrong.', { field: 'password' }) };
  }
  if (!canEnter(user.state)) {
    return { refusal: refusal('NOT_APPROVED', 'This account was disabled. Ask the people who run this site.') };
  }
  return { user };
}
