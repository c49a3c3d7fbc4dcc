import type { AccessTokenScope } from '../../gql/graphql.ts';

/** What an access token is good for, in words. */
export const scopeWords: Record<AccessTokenScope, { short: string; long: string }> = {
  READ: { short: 'read', long: 'Read what you see as a participant. Always included.' },
  SUBMIT: { short: 'take part', long: 'Take part in events: sign up, save drafts, submit, cancel, withdraw.' },
  ADMIN: { short: 'organise', long: 'Do and see what you may as an organiser or site admin, and no more.' },
};
