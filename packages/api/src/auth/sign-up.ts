import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { type Refusal, refusal } from '../refusal.js';
import { User } from '../users/user.entity.js';
import { hashPassword } from './password.js';

interface SignUpRequest {
  username: string;
  email: string;
  displayName?: string | null;
  password: string;
}

/** Makes a user, or says which input is at fault. `isAdmin` is for the command line only. */
export async function signUp(
  request: SignUpRequest,
  { em }: { em: EntityManager },
  { isAdmin = false } = {},
): Promise<{ user: User } | { refusal: Refusal }> {
  const username = request.username.trim().toLowerCase();
  const email = request.email.trim().toLowerCase();
  const displayName = request.displayName?.trim() || username;
  const refused = refuseSignUp({ username, email, displayName, password: request.password });
  if (refused !== null) return { refusal: refused };

  const passwordHash = await hashPassword(request.password);
  const user = em.create(User, { username, email, displayName, passwordHash, isAdmin });
  try {
    await em.persist(user).flush();
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    em.clear();
    const isEmailTaken = error.message.includes('email');
    return isEmailTaken
      ? {
          refusal: refusal('TAKEN', 'There is an account with this e-mail address. Sign in instead.', {
            field: 'email',
          }),
        }
      : { refusal: refusal('TAKEN', 'This user name is taken.', { field: 'username' }) };
  }
  return { user };
}

/** The rules for a new account; null when they are kept. */
export function refuseSignUp(account: {
  username: string;
  email: string;
  displayName: string;
  password: string;
}): Refusal | null {
  if (!/^[a-z0-9][a-z0-9_.-]{1,39}$/.test(account.username)) {
    return refusal(
      'INVALID',
      'A user name has 2 to 40 letters, digits, “_”, “-” or “.”, and starts with a letter or digit.',
      {
        field: 'username',
      },
    );
  }
  if (account.email.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(account.email)) {
    return refusal('INVALID', 'This is not an e-mail address.', { field: 'email' });
  }
  if (account.displayName.length > 100) {
    return refusal('INVALID', 'A display name has at most 100 characters.', { field: 'displayName' });
  }
  if (account.password.length < 8) {
    return refusal('INVALID', 'A password has at least 8 characters.', { field: 'password' });
  }
  return null;
}
