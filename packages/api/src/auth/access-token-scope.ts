/**
 * What an access token may be good for. `READ`: see what its owner sees as a participant. `SUBMIT`: take part in events.
 * `ADMIN`: what its owner may do as an organiser or site admin, and see as one.
 */
export const accessTokenScopes = ['READ', 'SUBMIT', 'ADMIN'] as const;
export type AccessTokenScope = (typeof accessTokenScopes)[number];
