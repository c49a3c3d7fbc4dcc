import type { EntityManager } from '@mikro-orm/postgresql';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../errors.js';
import { sessionCookiesOf } from '../graphql/session-cookies.js';
import type { Services } from '../services.js';
import { type EntryRefusal, enterWithIdentity } from './enter-with-identity.js';
import { OidcProviderClient, type OidcSettings } from './oidc-provider-client.js';
import { endSession, startSession } from './sessions.js';

const cookieName = 'databoard_oidc';
const cookiePath = '/auth/oidc';
const flowSchema = z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string(), back: z.string() });
// A page of ours, and never another host's: browsers take “\” and “//” for one.
const pageOfOurs = /^\/(?![/\\])[^\\\s]{0,500}$/;

type Trouble = EntryRefusal | 'failed' | 'cancelled' | 'busy';

/** `/auth/oidc/start` sends a browser to the identity provider, `/auth/oidc/callback` takes it back and signs it in. */
export function serveOidc(
  app: FastifyInstance,
  settings: OidcSettings,
  { services, em: globalEm }: { services: Services; em: EntityManager },
): void {
  const { config, log, rateLimits } = services;
  const provider = new OidcProviderClient(settings);
  const cookie = { path: cookiePath, httpOnly: true, sameSite: 'lax', secure: config.isCookieSecure } as const;
  const originOf = (request: FastifyRequest) => config.publicOrigin ?? `${request.protocol}://${request.host}`;
  const turnBack = (reply: FastifyReply, trouble: Trouble) => reply.redirect(`/sign-in?trouble=${trouble}`);

  app.get<{ Querystring: { back?: unknown } }>(`${cookiePath}/start`, async (request, reply) => {
    const wanted = request.query.back;
    const back = typeof wanted === 'string' && pageOfOurs.test(wanted) ? wanted : '/';
    try {
      await rateLimits.countSecret(request.ip);
      const { url, flow } = await provider.begin(`${originOf(request)}${cookiePath}/callback`);
      const kept = Buffer.from(JSON.stringify({ ...flow, back })).toString('base64url');
      return reply.setCookie(cookieName, kept, { ...cookie, maxAge: 600 }).redirect(url.href);
    } catch (error) {
      return turnBack(reply, troubleOf(error, services));
    }
  });

  app.get(`${cookiePath}/callback`, async (request, reply) => {
    reply.clearCookie(cookieName, cookie);
    const flow = readFlow(request.cookies[cookieName]);
    const returned = new URL(request.url, originOf(request));
    if (flow === null) return turnBack(reply, 'failed');
    if (returned.searchParams.get('error') === 'access_denied') return turnBack(reply, 'cancelled');
    try {
      await rateLimits.countSecret(request.ip);
      const person = await provider.finish(returned, flow);
      const em = globalEm.fork();
      const entered = await enterWithIdentity(person, { ...services, em });
      if ('refused' in entered) return turnBack(reply, entered.refused);
      const cookies = sessionCookiesOf(request, reply, config);
      if (cookies.sessionToken !== null) await endSession(cookies.sessionToken, em);
      const userAgent = request.headers['user-agent'] ?? null;
      const token = await startSession(entered.user, { ...services, em, address: request.ip, userAgent });
      cookies.setSession(token);
      log.info({ userId: entered.user.id }, 'signed in with the identity provider');
      return reply.redirect(flow.back);
    } catch (error) {
      return turnBack(reply, troubleOf(error, services));
    }
  });
}

function troubleOf(error: unknown, { log }: Services): Trouble {
  if (error instanceof AppError && error.code === 'RATE_LIMITED') return 'busy';
  log.warn({ err: error }, 'signing in with the identity provider failed');
  return 'failed';
}

function readFlow(kept: string | undefined): z.infer<typeof flowSchema> | null {
  if (kept === undefined) return null;
  try {
    const flow = flowSchema.parse(JSON.parse(Buffer.from(kept, 'base64url').toString()));
    return pageOfOurs.test(flow.back) ? flow : null;
  } catch {
    return null;
  }
}
