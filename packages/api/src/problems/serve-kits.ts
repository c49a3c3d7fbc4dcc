import type { ArtifactStore } from '@databoard/shared/artifacts/artifact-store';
import type { Log } from '@databoard/shared/log';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '../graphql/context.js';
import { inBackground } from '../in-background.js';
import { recordInteraction } from '../interactions/record-interaction.js';
import { kitOfAddress } from './kit-of-address.js';
import type { ProblemVersion } from './problem-version.entity.js';
import { zipOfTree } from './zip-of-tree.js';

/** Pictures that a README or notebook may show. Everything else of a kit comes in its zip. */
const imageTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
};
const imageBytesMax = 20 * 1_048_576;
/** Zips that one process makes at the same time; packing takes a core. */
const zipsAtOnceMax = 4;

interface ServeKitsDeps {
  store: ArtifactStore;
  log: Log;
  contextOf(request: FastifyRequest, reply: FastifyReply): Promise<RequestContext>;
}

/** Serves kits to whoever may see an event on them: `GET /kits/<name>.zip` and the pictures under `/kits/<name>/files/`. */
export async function serveKits(http: FastifyInstance, deps: ServeKitsDeps): Promise<void> {
  await http.register(async (app) => {
    app.setErrorHandler((err: Error & { statusCode?: number }, request, reply) => {
      const status = err.statusCode ?? 500;
      if (status >= 500) deps.log.error({ err, requestId: request.id }, 'a kit could not be served');
      return reply
        .code(status)
        .send({ error: status >= 500 ? `Something went wrong (${request.id}).` : 'Bad request.' });
    });
    addRoutes(app, deps);
  });
}

function addRoutes(app: FastifyInstance, { store, contextOf }: ServeKitsDeps): void {
  let zips = 0;

  app.get<{ Params: { name: string } }>('/kits/:name.zip', async (request, reply) => {
    const context = await contextOf(request, reply);
    const found = await kitOfAddress(request.params.name, context);
    if (found === null) return notThere(reply);
    const { version, event } = found;
    if (isKnown(request, reply, version.kitDigest)) return reply.code(304).send();
    const name = (await version.problem.loadOrFail()).name;
    reply.type('application/zip').header('content-disposition', `attachment; filename="${name}.zip"`);
    if (request.method === 'HEAD') return reply.send();
    if (zips >= zipsAtOnceMax) {
      reply.removeHeader('etag').removeHeader('content-disposition').type('application/json');
      return reply.code(503).header('retry-after', '5').send({ error: 'Too many downloads at once; try again.' });
    }
    const { em, viewer, log } = context;
    const about = { kind: 'DOWNLOAD_KIT', userId: viewer?.id ?? null, eventId: event?.id ?? null } as const;
    inBackground(recordInteraction(em.fork(), about, context), log, 'a download was not counted');
    const tree = await context.kitFiles.tree(version.kitDigest);
    const zip = zipOfTree(tree, store, { folder: name, date: version.createdAt });
    zips += 1;
    // However it ends: read to the end, given up by the client, or failed.
    zip.once('close', () => {
      zips -= 1;
    });
    zip.once('error', (err) => log.error({ err, versionId: version.id }, 'a kit could not be packed'));
    return reply.send(zip);
  });

  app.get<{ Params: { name: string; '*': string } }>('/kits/:name/files/*', async (request, reply) => {
    const context = await contextOf(request, reply);
    const path = request.params['*'];
    const type = imageTypes[/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''];
    const found = type === undefined ? null : await kitOfAddress(request.params.name, context);
    if (type === undefined || found === null) return notThere(reply);
    const file = await findFile(found.version, path, context);
    if (file === undefined || file.bytes > imageBytesMax) return notThere(reply);
    // A picture that is opened by itself is a document: it gets no scripts, no origin, and nothing to load.
    reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    reply.header('cross-origin-resource-policy', 'same-origin');
    if (isKnown(request, reply, file.digest)) return reply.code(304).send();
    return reply
      .type(type)
      .header('content-length', file.bytes)
      .send(await store.stream(file.digest));
  });
}

const findFile = async (version: ProblemVersion, path: string, { kitFiles }: RequestContext) =>
  (await kitFiles.tree(version.kitDigest)).find((file) => file.path === path);

/** Whether the client has this already; rights were asked before, and are asked again each time. */
function isKnown(request: FastifyRequest, reply: FastifyReply, digest: string): boolean {
  const etag = `"${digest}"`;
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  const known = request.headers['if-none-match'] ?? '';
  return known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

const notThere = (reply: FastifyReply) => reply.code(404).send({ error: 'There is no such kit, or none for you.' });
