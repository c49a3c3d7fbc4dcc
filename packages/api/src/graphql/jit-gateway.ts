import type { ApolloServerOptions } from '@apollo/server';
import { type DocumentNode, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { RequestContext } from './context.js';
import { fillDefaults } from './fill-defaults.js';
import { publicError } from './format-error.js';

// Clients choose the queries, so the number of compiled ones is bounded; the SPA has a few dozen.
const compiledKept = 1000;

/**
 * Executes Apollo Server's operations as compiled functions: about five times faster than walking the query each time.
 * It takes the place of a gateway because that is where Apollo lets an executor be replaced.
 */
export function jitGateway(
  schema: GraphQLSchema,
  { timeoutSeconds }: { timeoutSeconds: number },
): NonNullable<ApolloServerOptions<RequestContext>['gateway']> {
  const kept = new Map<string, CompiledQuery>();

  const compiled = (key: string, document: DocumentNode, operationName: string | undefined) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const query = compileQuery(schema, document, operationName);
    if (!isCompiledQuery(query)) return query;
    const oldest = kept.keys().next();
    if (kept.size >= compiledKept && oldest.done === false) kept.delete(oldest.value);
    kept.set(key, query as CompiledQuery);
    return query as CompiledQuery;
  };

  return {
    onSchemaLoadOrUpdate(listener) {
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, request, queryHash, operationName, context }) => {
        const query = compiled(`${queryHash}:${operationName ?? ''}`, document, operationName ?? undefined);
        const operation = { document, operationName: operationName ?? undefined };
        const variables = fillDefaults(schema, operation, request.variables ?? {});
        const result = isCompiledQuery(query)
          ? await within(timeoutSeconds, async () => query.query(undefined, context, variables))
          : query;
        if (result.errors === undefined) return result as never;
        const failed = context as RequestContext;
        return { ...result, errors: result.errors.map((error) => publicError(rebuilt(error), failed)) } as never;
      },
    }),
    stop: async () => undefined,
  };
}

/** The result, or after that time an error in its place. What is under way is not stopped; the database stops long statements. */
async function within(seconds: number, run: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<ExecutionResult>((resolve) => {
    const message = `The request took longer than ${seconds} seconds. It may still be carried out.`;
    const error = new GraphQLError(message, { extensions: { code: 'TIMEOUT' } });
    timer = setTimeout(() => resolve({ data: null, errors: [error] }), seconds * 1000);
  });
  return Promise.race([run(), tooLate]).finally(() => clearTimeout(timer));
}

/** The compiler's errors only look like GraphQL errors; as they are, Apollo would hide them all. */
function rebuilt({ message, path, originalError, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, {
    ...(extensions == null ? {} : { extensions }),
    ...(path === undefined ? {} : { path }),
    ...(originalError == null ? {} : { originalError }),
  });
}
