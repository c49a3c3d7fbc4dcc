import { Extensions } from 'type-graphql';
import type { MutationScope } from '../auth/mutation-scope.js';

/** States a mutation's scope, beside the mutation; the guard of the root fields holds callers to it. */
export const Scope = (scope: MutationScope) => Extensions({ scope });
