import type { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyInstance } from 'fastify';
import { turnOffMails } from './save-preference.js';
import { readUnsubscribeToken } from './unsubscribe-link.js';

/**
 * `POST /unsubscribe?token=…`, as mail programs send it by themselves (RFC 8058). A `GET` is the page that asks first:
 * programs that only look at links must not turn anything off.
 */
export async function serveOneClickUnsubscribe(http: FastifyInstance, { em }: { em: EntityManager }): Promise<void> {
  await http.register(async (scope) => {
    // The body says `List-Unsubscribe=One-Click` in one form or another; the token says all that matters.
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 10_000 }, (_request, _body, done) => done(null));
    scope.post('/unsubscribe', async (request, reply) => {
      const { token } = request.query as { token?: unknown };
      const meant = typeof token === 'string' ? await readUnsubscribeToken(em.fork(), token) : null;
      if (meant === null) return reply.code(404).send({ error: 'Not found' });
      await turnOffMails(meant, { em });
      return reply.code(200).send({ unsubscribed: meant.kind });
    });
  });
}
