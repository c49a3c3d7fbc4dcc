import { AppError } from '../errors.js';
import type { User } from '../users/user.entity.js';

/** Who looks after their own account: signed in with a browser, in whichever state the account is; never an access token. */
export function requireOwner({ account, tokenScopes }: { account: User | null; tokenScopes: unknown | null }): User {
  if (account === null) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  if (tokenScopes !== null) throw new AppError('FORBIDDEN', 'No access token may do this: sign in with a browser.');
  return account;
}
