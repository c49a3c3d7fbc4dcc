import type { AccessTokenScope } from './access-token-scope.js';

/**
 * Who may call a mutation beyond what its policy says. `PUBLIC`: anybody, signed in or not. `ACCOUNT`: a browser that is
 * signed in, also while the account waits for confirmation or approval; never an access token. A scope: active accounts,
 * and access tokens that have it. A mutation that states nothing is for the browsers of active accounts.
 */
export type MutationScope = 'PUBLIC' | 'ACCOUNT' | AccessTokenScope;
