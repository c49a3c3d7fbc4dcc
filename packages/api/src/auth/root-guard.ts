import { AppError } from '../errors.js';
import { isActive, type UserState } from '../users/user-state.js';
import type { AccessTokenScope } from './access-token-scope.js';
import type { MutationScope } from './mutation-scope.js';
import type { Standing } from './viewer.js';

/** Who makes a request: an account in any state, by a session or by an access token. */
export interface Caller {
  account: Standing | null;
  /** Null where no access token was used. */
  tokenScopes: readonly AccessTokenScope[] | null;
}

/** Refuses an account whose password was generated; its owner chooses another before anything else. */
export function refuseGeneratedPassword({ account }: Pick<Caller, 'account'>): void {
  if (account?.mustChangePassword) {
    throw new AppError('PASSWORD_CHANGE_REQUIRED', 'Choose a password of your own first: sign in with a browser.');
  }
}

/** Refuses a mutation for which the account or its access token is not good enough. Its policy is asked afterwards. */
export function refuseMutation({ account, tokenScopes }: Caller, scope: MutationScope | undefined): void {
  if (scope === 'PUBLIC') return;
  if (tokenScopes !== null) {
    if (scope === undefined || scope === 'ACCOUNT') {
      throw new AppError('FORBIDDEN', 'No access token may do this: sign in with a browser.');
    }
    if (!tokenScopes.includes(scope)) {
      throw new AppError('FORBIDDEN', `This access token does not have the scope ${scope}.`);
    }
  }
  if (account !== null && scope !== 'ACCOUNT' && !isActive(account.state)) throw notActive(account.state);
}

/** What an account that is not active is told where an active one may go on. */
export const notActive = (state: UserState): AppError =>
  new AppError(
    'FORBIDDEN',
    state === 'UNCONFIRMED'
      ? 'Confirm your e-mail address first: open the link in the mail that we sent you.'
      : state === 'ASKED'
        ? 'Your account is waiting for approval. You will get a mail.'
        : 'This account is closed.',
  );
