import type { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../services.js';
import type { RequestContext } from './context.js';
import { createContext } from './create-context.js';
import { sessionCookiesOf } from './session-cookies.js';

/** How HTTP requests, of GraphQL and of downloads alike, get their context: who asks, by cookie or access token. */
export const httpContextOf =
  (deps: { services: Services; em: EntityManager }) =>
  (request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> =>
    createContext(
      {
        requestId: request.id,
        address: request.ip,
        userAgent: request.headers['user-agent'] ?? null,
        authorization: request.headers.authorization ?? null,
        cookies: sessionCookiesOf(request, reply, deps.services.config),
      },
      deps,
    );
