import type { ApolloServerOptions } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { RequestContext } from './context.js';
import type { Execute } from './executor.js';
import { publicError } from './format-error.js';

/** Executes Apollo Server's operations. It takes the place of a gateway because that is where Apollo lets an executor be replaced. */
export const jitGateway = (
  schema: GraphQLSchema,
  execute: Execute,
): NonNullable<ApolloServerOptions<RequestContext>['gateway']> => ({
  onSchemaLoadOrUpdate(listener) {
    listener({ apiSchema: schema, coreSupergraphSdl: '' });
    return () => undefined;
  },
  load: async () => ({
    executor: async ({ document, request, queryHash, operationName, context }) => {
      const operation = { queryHash, document, operationName, variables: request.variables ?? {} };
      const result = await execute(operation, context as RequestContext);
      if (result.errors === undefined) return result as never;
      const failed = context as RequestContext;
      return { ...result, errors: result.errors.map((error) => publicError(rebuilt(error), failed)) } as never;
    },
  }),
  stop: async () => undefined,
});

/** The compiler's errors only look like GraphQL errors; as they are, Apollo would hide them all. */
function rebuilt({ message, path, originalError, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, {
    ...(extensions == null ? {} : { extensions }),
    ...(path === undefined ? {} : { path }),
    ...(originalError == null ? {} : { originalError }),
  });
}
