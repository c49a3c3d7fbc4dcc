import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Services } from '../services.js';
import type { RequestContext } from './context.js';
import { isPublicError, publicError } from './format-error.js';
import { httpContextOf } from './http-context.js';
import { jitGateway } from './jit-gateway.js';
import { depthLimit, tokensMax } from './limits.js';

/** Serves `POST /graphql`. Apollo's own defence against cross-site requests stays on: browsers must send JSON. */
export async function serveGraphqlOverHttp(
  app: FastifyInstance,
  schema: GraphQLSchema,
  deps: { services: Services; em: EntityManager },
): Promise<void> {
  const { log } = deps.services;
  const apollo = new ApolloServer<RequestContext>({
    gateway: jitGateway(schema),
    parseOptions: { maxTokens: tokensMax },
    validationRules: [depthLimit],
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // Errors of execution come out of the gateway as they may be seen; here are those of parsing, validation and contexts.
    formatError: (formatted, error) => {
      if (isPublicError(error)) return formatted;
      const cause = error instanceof Error ? error : new Error(String(error));
      const failed = cause instanceof GraphQLError ? cause : new GraphQLError(cause.message, { originalError: cause });
      return publicError(failed, { log, requestId: crypto.randomUUID() }).toJSON();
    },
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled()],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  // Fastify has drained by then; the drain plugin would wait for the close that waits for it.
  app.addHook('onClose', () => apollo.stop());
  app.route({
    method: 'POST',
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, {
      context: httpContextOf(deps),
    }),
  });
}
