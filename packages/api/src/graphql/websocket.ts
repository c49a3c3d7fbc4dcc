import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Config } from '../config.js';
import type { Services } from '../services.js';
import type { RequestContext } from './context.js';
import { createContext } from './create-context.js';
import { publicError } from './format-error.js';
import { depthLimit, tokensMax } from './limits.js';
import { readOnlySessionCookies } from './session-cookies.js';

const subscriptionsPerSocketMax = 50;
const messageBytesMax = 262_144;

interface SocketDeps {
  services: Services;
  em: EntityManager;
  parseCookie: (header: string) => Record<string, string | undefined>;
}

/** Serves subscriptions at `/graphql`; queries and mutations stay with HTTP. Returns how to close all sockets. */
export function serveGraphqlOverWebSocket(
  server: Server,
  schema: GraphQLSchema,
  deps: SocketDeps,
): () => Promise<void> {
  const { config, log } = deps.services;
  // Compression is off: it made deliveries to 500 sockets fifty times slower.
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: messageBytesMax });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== '/graphql') return refuse(socket, '404 Not Found');
    if (!isOriginAllowed(request.headers, config)) return refuse(socket, '403 Forbidden');
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  };
  server.on('upgrade', upgrade);

  const errorsAsSeen = (errors: readonly GraphQLError[], requestId: string = crypto.randomUUID()) =>
    errors.map((error) => publicError(error, { log, requestId }).toJSON());

  const disposable = useServer(
    {
      schema,
      onSubscribe: async ({ subscriptions, extra, connectionParams }, _id, payload) => {
        if (Object.keys(subscriptions).length > subscriptionsPerSocketMax) {
          return [new GraphQLError(`At most ${subscriptionsPerSocketMax} subscriptions on one socket.`)];
        }
        const { query, operationName, variables } = payload;
        const args = executionArgs(schema, query, operationName, variables);
        if (!('document' in args)) return args;
        const { headers, socket } = extra.request;
        const param = connectionParams?.['authorization'];
        try {
          const contextValue = await createContext(
            {
              address: socket.remoteAddress ?? '',
              userAgent: headers['user-agent'] ?? null,
              authorization: typeof param === 'string' ? param : (headers.authorization ?? null),
              cookies: readOnlySessionCookies(deps.parseCookie(headers.cookie ?? '')),
            },
            deps,
          );
          return { ...args, contextValue };
        } catch (error) {
          // Thrown on, it would close the socket with its message as the reason.
          return [new GraphQLError('', { originalError: error instanceof Error ? error : new Error(String(error)) })];
        }
      },
      onError: (_socket, _id, _payload, errors) => errorsAsSeen(errors),
      onNext: (_socket, _id, _payload, args, result) =>
        result.errors === undefined
          ? undefined
          : {
              data: result.data ?? null,
              errors: errorsAsSeen(result.errors, (args.contextValue as RequestContext).requestId),
            },
    },
    sockets,
  );
  return async () => {
    server.off('upgrade', upgrade);
    await disposable.dispose();
  };
}

function executionArgs(
  schema: GraphQLSchema,
  query: string,
  operationName: string | null | undefined,
  variables: Record<string, unknown> | null | undefined,
): ExecutionArgs | readonly GraphQLError[] {
  let document: ExecutionArgs['document'];
  try {
    document = parse(query, { maxTokens: tokensMax });
  } catch (error) {
    return [error as GraphQLError];
  }
  const errors = validate(schema, document, [...specifiedRules, depthLimit]);
  if (errors.length > 0) return errors;
  if (getOperationAST(document, operationName)?.operation !== 'subscription') {
    return [new GraphQLError('Send queries and mutations over HTTP.')];
  }
  return { schema, document, operationName: operationName ?? null, variableValues: variables ?? null };
}

/**
 * Browsers send cookies with every WebSocket, whichever page opens it, and always say which page that is. Same host as
 * asked for, or an origin from the settings; programs send no origin and no cookies either.
 */
export function isOriginAllowed(
  { origin, host }: { origin?: string | undefined; host?: string | undefined },
  { publicOrigin, allowedOrigins }: Pick<Config, 'publicOrigin' | 'allowedOrigins'>,
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || origin === publicOrigin || allowedOrigins.includes(origin);
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
