import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.js';
import type { SessionCookies } from './context.js';

const name = 'databoard_session';

/** The session cookie of an HTTP request: out of reach of scripts, and not sent along from other sites' forms. */
export function sessionCookiesOf(request: FastifyRequest, reply: FastifyReply, config: Config): SessionCookies {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: config.isCookieSecure } as const;
  return {
    sessionToken: request.cookies[name] ?? null,
    setSession: (token) => void reply.setCookie(name, token, { ...options, maxAge: config.sessionDays * 86_400 }),
    clearSession: () => void reply.clearCookie(name, options),
  };
}

/** The session cookie of a WebSocket, which can only be read. */
export const readOnlySessionCookies = (cookies: Record<string, string | undefined>): SessionCookies => ({
  sessionToken: cookies[name] ?? null,
  setSession: () => undefined,
  clearSession: () => undefined,
});
