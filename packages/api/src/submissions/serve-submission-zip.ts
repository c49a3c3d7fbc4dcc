import type { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyInstance } from 'fastify';
import { strToU8, zipSync } from 'fflate';
import { createContext } from '../graphql/create-context.js';
import { isUuid } from '../graphql/is-uuid.js';
import { sessionCookiesOf } from '../graphql/session-cookies.js';
import { recordCodeLook } from '../interactions/record-code-look.js';
import type { Services } from '../services.js';
import { audienceOf } from './audience.js';
import { readSourceFiles } from './source-files.js';
import { canSeeFiles } from './submission.policy.js';
import { findSubmission } from './submission.queries.js';

/** Serves `GET /submissions/<id>.zip` to those who may read the submission's files; to all others there is no such thing. */
export function serveSubmissionZip(app: FastifyInstance, deps: { services: Services; em: EntityManager }): void {
  app.get<{ Params: { id: string } }>('/submissions/:id.zip', async (request, reply) => {
    const context = await createContext(
      {
        requestId: request.id,
        address: request.ip,
        userAgent: request.headers['user-agent'] ?? null,
        authorization: request.headers.authorization ?? null,
        cookies: sessionCookiesOf(request, reply, deps.services.config),
      },
      deps,
    );
    const { id } = request.params;
    const submission = isUuid(id) ? await findSubmission(context.em, id) : null;
    const audience = submission === null ? null : await audienceOf(submission, context);
    if (submission === null || audience === null || !canSeeFiles(audience)) {
      return reply.code(404).send({ error: 'Not found' });
    }
    const participation = await submission.participation.loadOrFail();
    if (context.viewer !== null && !audience.isOwnTeam) {
      const look = {
        kind: 'DOWNLOAD',
        userId: context.viewer.id,
        eventId: participation.event.id,
        submissionId: id,
      } as const;
      await recordCodeLook(context.em, look, context);
    }
    const files = await readSourceFiles(submission.filesDigest, context);
    const entries = Object.fromEntries(files.map(({ path, content }) => [path, strToU8(content)]));
    const team = (await participation.team.loadOrFail()).name.replaceAll(/[^A-Za-z0-9_.-]/g, '_');
    return reply
      .header('content-type', 'application/zip')
      .header('content-disposition', `attachment; filename="${team}-${submission.name}.zip"`)
      .header('cache-control', 'private, no-store')
      .send(Buffer.from(zipSync(entries, { mtime: submission.submittedAt })));
  });
}
