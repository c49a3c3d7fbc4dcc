import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLBoolean,
  GraphQLError,
  GraphQLID,
  type GraphQLSchema,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { RequestContext } from './context.js';
import { fillDefaults } from './fill-defaults.js';
import { OpenPlace } from './open-places.js';

/** An operation that was parsed, validated and priced. */
export interface ValidOperation {
  /** Says which document it is. */
  queryHash: string;
  document: DocumentNode;
  operationName: string | null;
  variables: Record<string, unknown>;
}

/** Executes an operation with the rights of a context. Errors are as they were thrown, not as clients may see them. */
export type Execute = (operation: ValidOperation, context: RequestContext) => Promise<ExecutionResult>;

// Clients choose the queries, so the number of compiled ones is bounded; the SPA has a few dozen.
const compiledKept = 1000;

/** Executes operations as compiled functions: about five times faster than walking the query each time. */
export function createExecutor(schema: GraphQLSchema, { timeoutSeconds }: { timeoutSeconds: number }): Execute {
  const kept = new Map<string, CompiledQuery>();

  const compiled = ({ queryHash, document, operationName }: ValidOperation) => {
    const key = `${queryHash}:${operationName ?? ''}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const query = compileQuery(schema, document, operationName ?? undefined, { customSerializers });
    if (!isCompiledQuery(query)) return query;
    const oldest = kept.keys().next();
    if (kept.size >= compiledKept && oldest.done === false) kept.delete(oldest.value);
    kept.set(key, query as CompiledQuery);
    return query as CompiledQuery;
  };

  return async (operation, context) => {
    const query = compiled(operation);
    if (!isCompiledQuery(query)) return query;
    const { document, operationName } = operation;
    const named = { document, operationName: operationName ?? undefined };
    const variables = fillDefaults(schema, named, operation.variables);
    return within(timeoutSeconds, async () => query.query(undefined, context, variables));
  };
}

/** Places that are left open in answers for many viewers pass as they are. */
const customSerializers = {
  Boolean: (value: unknown) => (value instanceof OpenPlace ? value : GraphQLBoolean.serialize(value)),
  ID: (value: unknown) => (value instanceof OpenPlace ? value : GraphQLID.serialize(value)),
};

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
