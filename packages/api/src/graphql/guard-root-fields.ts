import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { MutationScope } from '../auth/mutation-scope.js';
import { notActive, refuseGeneratedPassword, refuseMutation } from '../auth/root-guard.js';
import { AppError } from '../errors.js';
import type { RequestContext } from './context.js';

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;

/** Puts the one rule about accounts and access tokens before every query, mutation and subscription. */
export function guardRootFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const guarded = (resolve: Resolve) =>
        explained(field.extensions['isOpenBeforeOwnPassword'] === true ? resolve : withOwnPassword(resolve));
      if (field.resolve) field.resolve = guarded(field.resolve as Resolve) as never;
      if (field.subscribe) field.subscribe = guarded(field.subscribe as Resolve) as never;
    }
  }
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve as Resolve;
    const scope = field.extensions['scope'] as MutationScope | undefined;
    field.resolve = ((source, args, context: RequestContext, info) => {
      refuseMutation(context, scope);
      return resolve(source, args, context, info);
    }) as Resolve as never;
  }
  return schema;
}

/** Closed to accounts that still have the password that was generated for them. */
const withOwnPassword =
  (resolve: Resolve): Resolve =>
  (source, args, context, info) => {
    refuseGeneratedPassword(context);
    return resolve(source, args, context, info);
  };

/** Somebody whose account is not active counts as nobody; where nobody is told to sign in, they are told what is missing. */
const explained =
  (resolve: Resolve): Resolve =>
  (source, args, context, info) => {
    const { account } = context;
    if (account === null || context.viewer !== null) return resolve(source, args, context, info);
    return Promise.resolve()
      .then(() => resolve(source, args, context, info))
      .catch((error: unknown) => {
        throw error instanceof AppError && error.code === 'UNAUTHENTICATED' ? notActive(account.state) : error;
      });
  };
