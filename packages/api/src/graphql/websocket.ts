import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type ExecutionArgs, GraphQLError, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Config } from '../config.js';
import type { Services } from '../services.js';
import type { RequestContext } from './context.js';
import { refuseCost } from './cost.js';
import { createContext } from './create-context.js';
import { documentRules } from './document-rules.js';
import { publicError } from './format-error.js';
import { limits, socketLimits } from './limits.js';
import { readOnlySessionCookies } from './session-cookies.js';

/** What a socket is closed with when it sends too much; the client may come back. */
const tooManyMessages = { code: 4429, reason: 'Too many messages' };

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
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: socketLimits.messageBytes,
  });
  const subscribes = new WeakMap<object, Window>();
  sockets.on('connection', (client) => {
    subscribes.set(client, createWindow(socketLimits.subscribesPer10Seconds));
    const messages = createWindow(socketLimits.messagesPer10Seconds);
    // Before the protocol's own listener: what is over the limit is not looked at any more.
    client.on('message', () => {
      if (!messages.take()) client.close(tooManyMessages.code, tooManyMessages.reason);
    });
  });
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
        const refused = refuseSubscribe(Object.keys(subscriptions).length, subscribes.get(extra.socket));
        if (refused !== null) return [refused];
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

/** Lets so many through in ten seconds. */
interface Window {
  take(): boolean;
}

function createWindow(most: number): Window {
  const windowMs = 10_000;
  let beganAt = 0;
  let taken = 0;
  return {
    take() {
      const now = performance.now();
      if (now - beganAt >= windowMs) {
        beganAt = now;
        taken = 0;
      }
      taken += 1;
      return taken <= most;
    },
  };
}

function refuseSubscribe(open: number, window: Window | undefined): GraphQLError | null {
  const refuse = (message: string) => new GraphQLError(message, { extensions: { code: 'RATE_LIMITED' } });
  if (window?.take() === false) return refuse('Too many subscriptions in a short time. Try again in ten seconds.');
  return open > socketLimits.subscriptions
    ? refuse(`At most ${socketLimits.subscriptions} subscriptions on one socket.`)
    : null;
}

function executionArgs(
  schema: GraphQLSchema,
  query: string,
  operationName: string | null | undefined,
  variables: Record<string, unknown> | null | undefined,
): ExecutionArgs | readonly GraphQLError[] {
  let document: ExecutionArgs['document'];
  try {
    document = parse(query, { maxTokens: limits.tokens });
  } catch (error) {
    return [error as GraphQLError];
  }
  const errors = validate(schema, document, documentRules);
  if (errors.length > 0) return errors;
  if (getOperationAST(document, operationName)?.operation !== 'subscription') {
    return [new GraphQLError('Send queries and mutations over HTTP.')];
  }
  const refused = refuseCost(schema, { document, operationName, variables });
  if (refused !== null) return [refused];
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
