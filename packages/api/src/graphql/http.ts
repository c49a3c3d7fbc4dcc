import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
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
import { refuseCost } from './cost.js';
import { documentLimits } from './document-rules.js';
import type { Execute } from './executor.js';
import { isPublicError, publicError } from './format-error.js';
import { httpContextOf } from './http-context.js';
import { jitGateway } from './jit-gateway.js';
import { limits } from './limits.js';
import { answer, guardBodies, refuseBody } from './request-body.js';
import { sessionCookiesOf } from './session-cookies.js';

/** Serves `POST /graphql`. Apollo's own defence against cross-site requests stays on: browsers must send JSON. */
export async function serveGraphqlOverHttp(
  app: FastifyInstance,
  { schema, execute }: { schema: GraphQLSchema; execute: Execute },
  deps: { services: Services; em: EntityManager },
): Promise<void> {
  const { log, config, answers } = deps.services;
  const apollo = new ApolloServer<RequestContext>({
    gateway: jitGateway(schema, execute),
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [documentLimits],
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // Errors of execution come out of the gateway as they may be seen; here are those of parsing, validation and contexts.
    formatError: (formatted, error) => {
      if (isPublicError(error)) return formatted;
      const cause = error instanceof Error ? error : new Error(String(error));
      const failed = cause instanceof GraphQLError ? cause : new GraphQLError(cause.message, { originalError: cause });
      return publicError(failed, { log, requestId: crypto.randomUUID() }).toJSON();
    },
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), costPlugin(schema)],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  // Fastify has drained by then; the drain plugin would wait for the close that waits for it.
  app.addHook('onClose', () => apollo.stop());
  await app.register(async (scope) => {
    guardBodies(scope);
    scope.route({
      method: 'POST',
      url: '/graphql',
      bodyLimit: limits.bodyBytes,
      preValidation: async (request, reply) => {
        const refused = refuseBody(request.body);
        return refused === null ? undefined : answer(reply, refused);
      },
      preHandler: (request, reply) =>
        answers.answer(request, reply, sessionCookiesOf(request, reply, config).sessionToken),
      onSend: async (request, reply, payload) => answers.learn(request, reply, payload),
      handler: fastifyApolloHandler(apollo, {
        context: httpContextOf(deps),
      }),
    });
  });
}

/** Refuses an operation that could answer with too much, before anything of it runs. */
const costPlugin = (schema: GraphQLSchema): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, request: { operationName, variables } }) => {
      const refused = refuseCost(schema, { document, operationName, variables });
      if (refused !== null) throw refused;
    },
  }),
});
