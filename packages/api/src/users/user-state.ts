/** Where an account stands. Only `move-user.ts` and sign-up write it. */
export const userStates = ['UNCONFIRMED', 'ASKED', 'ACTIVE', 'DISABLED', 'DELETED'] as const;
export type UserState = (typeof userStates)[number];

/** What the instance asks of new accounts. */
export interface AccountRules {
  requiresEmailConfirmation: boolean;
  requiresApproval: boolean;
}

/** What can happen to an account, from where, and where it leads; `next` is decided by the instance's rules. */
const moves = {
  confirm: { from: ['UNCONFIRMED'], to: 'next' },
  approve: { from: ['UNCONFIRMED', 'ASKED'], to: 'ACTIVE' },
  disable: { from: ['UNCONFIRMED', 'ASKED', 'ACTIVE'], to: 'DISABLED' },
  enable: { from: ['DISABLED'], to: 'ACTIVE' },
  delete: { from: ['UNCONFIRMED', 'ASKED', 'ACTIVE', 'DISABLED'], to: 'DELETED' },
} as const satisfies Record<string, { from: readonly UserState[]; to: UserState | 'next' }>;
export type UserMove = keyof typeof moves;

/** The state of a new account. Whoever vouches for the address (an identity provider, say) spares its confirmation. */
export const firstUserState = (rules: AccountRules, { isEmailConfirmed }: { isEmailConfirmed: boolean }): UserState =>
  rules.requiresEmailConfirmation && !isEmailConfirmed ? 'UNCONFIRMED' : rules.requiresApproval ? 'ASKED' : 'ACTIVE';

/** Where a move leads, or null when the account does not stand where it begins. */
export function userStateAfter(state: UserState, move: UserMove, rules: AccountRules): UserState | null {
  const { from, to } = moves[move];
  if (!(from as readonly UserState[]).includes(state)) return null;
  return to === 'next' ? firstUserState(rules, { isEmailConfirmed: true }) : to;
}

/** Whether the account may do what its rights allow. Everyone else is treated as nobody. */
export const isActive = (state: UserState): boolean => state === 'ACTIVE';

/** Whether the account may still be signed in to, if only to look after itself. */
export const canEnter = (state: UserState): boolean =>
  state === 'UNCONFIRMED' || state === 'ASKED' || state === 'ACTIVE';

/** Whether the person behind the account has left; only what the account made is kept. */
export const isGone = (state: UserState): boolean => state === 'DELETED';
