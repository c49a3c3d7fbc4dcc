import type { EntityManager } from '@mikro-orm/postgresql';
import { type Refusal, refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { isPasswordRight, refusePassword } from './password.js';

/** Checks a login (user name or e-mail address) and a password; never says which of the two was wrong. */
export async function signIn(
  { login, password }: { login: string; password: string },
  { em }: { em: EntityManager },
): Promise<{ user: User } | { refusal: Refusal }> {
  const name = login.trim().toLowerCase();
  const user = await em.findOne(User, name.includes('@') ? { email: name } : { username: name });
  const isRight = user === null ? await refusePassword(password) : await isPasswordRight(password, user.passwordHash);
  return user !== null && isRight
    ? { user }
    : { refusal: refusal('WRONG_CREDENTIALS', 'The login or the password is wrong.', { field: 'password' }) };
}
