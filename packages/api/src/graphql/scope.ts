import { Extensions } from 'type-graphql';
import type { MutationScope } from '../auth/mutation-scope.js';

/** States a mutation's scope, beside the mutation; the guard of the root fields holds callers to it. */
export const Scope = (scope: MutationScope) => Extensions({ scope });

/** Opens a root field to accounts that must choose a password of their own first; all others are closed to them. */
export const BeforeOwnPassword = () => Extensions({ isOpenBeforeOwnPassword: true });
