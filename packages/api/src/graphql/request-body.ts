import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors.js';
import { limits } from './limits.js';
import { isJsonTooLarge } from './scan-json.js';

interface Refused {
  status: number;
  code: string;
  message: string;
}

/** Parses JSON bodies of a scope, none larger than any request needs; errors answer as GraphQL's do. */
export function guardBodies(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: limits.bodyBytes },
    (request, body: string, done) => {
      if (isJsonTooLarge(body, { values: limits.jsonValues, depth: limits.jsonDepth })) {
        const message = `A request has at most ${limits.jsonValues} values, and ${limits.jsonDepth} levels of them.`;
        done(new AppError('INVALID', message));
      } else void parse(request, body, done);
    },
  );
  scope.setErrorHandler((error: FastifyError | AppError, request, reply) => answer(reply, refusedBy(error, request)));
}

function refusedBy(error: FastifyError | AppError, { log }: FastifyRequest): Refused {
  if (error instanceof AppError) return { status: 400, code: error.code, message: error.message };
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const message = `A request has at most ${limits.bodyBytes / 2 ** 20} MiB.`;
    return { status: 413, code: 'REQUEST_TOO_LARGE', message };
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return { status: error.statusCode, code: 'INVALID', message: 'Send one GraphQL request as JSON.' };
  }
  log.error({ err: error }, 'a request failed before it was read');
  return { status: 500, code: 'INTERNAL', message: 'Something went wrong on our side.' };
}

/** Why a parsed body is no request that is worth looking at; null where it is. */
export function refuseBody(body: unknown): Refused | null {
  if (Array.isArray(body)) {
    return { status: 400, code: 'BATCH_REFUSED', message: 'Send one operation per request: batches are not taken.' };
  }
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : null;
  if (typeof query === 'string' && query.length > limits.documentCharacters) {
    const message = `A document has at most ${limits.documentCharacters} characters.`;
    return { status: 413, code: 'REQUEST_TOO_LARGE', message };
  }
  return null;
}

/** Answers with one error in GraphQL's form. */
export const answer = (reply: FastifyReply, { status, code, message }: Refused): FastifyReply =>
  reply.code(status).send({ errors: [{ message, extensions: { code } }] });
