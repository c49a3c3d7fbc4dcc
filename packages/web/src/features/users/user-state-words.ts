import type { UserState } from '../../gql/graphql.ts';

/** Where an account stands, in words. */
export const userStateWords: Record<UserState, string> = {
  UNCONFIRMED: 'not confirmed',
  ASKED: 'waits for approval',
  ACTIVE: 'active',
  DISABLED: 'disabled',
  DELETED: 'deleted',
};
