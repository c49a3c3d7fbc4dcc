import type { Log } from '@databoard/shared/log';
import { GraphQLError } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { AppError } from '../errors.js';

/** Who asked, for the log line about what went wrong. */
interface FailedRequest {
  log: Log;
  requestId: string;
}

const madePublic = new WeakSet<GraphQLError>();

/** Whether the error has been through here: Apollo formats again what the executor has formatted. */
export const isPublicError = (error: unknown): boolean => error instanceof GraphQLError && madePublic.has(error);

/**
 * The only place where an error becomes part of a response. What a client may know keeps its code and message; anything
 * else is logged with its cause and the request's id, and the client sees INTERNAL and that id.
 */
export function publicError(error: GraphQLError, { log, requestId }: FailedRequest): GraphQLError {
  const { path } = error;
  const known = (message: string, code: string) => {
    const made = new GraphQLError(message, { ...(path === undefined ? {} : { path }), extensions: { code } });
    madePublic.add(made);
    return made;
  };

  const original = rootOf(error);
  if (original instanceof AppError) {
    if (original.cause !== undefined) log.warn({ err: original, requestId }, 'a request was refused');
    return known(original.message, original.code);
  }
  if (original instanceof ArgumentValidationError) return known(messageOf(original), 'INVALID');
  // Without a path nothing was executed yet: graphql itself found the query or its variables wrong, and says so safely.
  if (original === null && path === undefined) return known(error.message, codeOf(error) ?? 'INVALID');
  log.error({ err: original ?? error, requestId, path }, 'a request failed');
  return known(`Something went wrong on our side. Tell the organisers this number: ${requestId}`, 'INTERNAL');
}

/** The error that a resolver threw, or null when graphql itself made this one. */
function rootOf(error: GraphQLError): Error | null {
  let current: Error | undefined = error.originalError ?? undefined;
  // A refused argument is a GraphQL error itself; every other one only wraps what was thrown.
  while (current instanceof GraphQLError && !(current instanceof ArgumentValidationError)) {
    current = current.originalError ?? undefined;
  }
  return current ?? null;
}

const codeOf = (error: GraphQLError): string | null => {
  const code = error.extensions['code'];
  return typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR' ? code : null;
};

interface Problem {
  constraints?: Record<string, string>;
  children?: Problem[];
}

function messageOf({ extensions }: ArgumentValidationError): string {
  const messages: string[] = [];
  const collect = ({ constraints, children }: Problem) => {
    messages.push(...Object.values(constraints ?? {}));
    children?.forEach(collect);
  };
  (extensions['validationErrors'] as Problem[]).forEach(collect);
  // Many files can break a rule many times; three say enough.
  return `${messages.slice(0, 3).join('; ') || 'The input is not valid'}.`;
}
